using System.Text.Encodings.Web;
using System.Text.Json;
using Imds;
using Inspect.Sections;

namespace Inspect.Output;

/// <summary>One JSON document: a member for each section that was read, and <c>errors</c> for those that were not.</summary>
internal sealed class JsonOutput(TextWriter writer) : IOutput
{
    private static readonly JsonSerializerOptions Options =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, object> _document = [];
    private readonly Dictionary<string, string> _errors = [];

    public void Begin(Uri endpoint, ImdsApiVersion apiVersion)
    {
        _document["endpoint"] = endpoint;
        _document["apiVersion"] = apiVersion.ToString();
    }

    public void Begin(Section section)
    {
    }

    public void Show(Section section, Content content) => _document[section.Name] = content.Data;

    public void ShowFailure(Section section, ImdsException failure) => _errors[section.Name] = failure.Message;

    public void End()
    {
        _document["errors"] = _errors;
        writer.WriteLine(JsonSerializer.Serialize(_document, Options));
    }
}
