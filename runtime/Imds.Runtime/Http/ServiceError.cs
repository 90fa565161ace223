using System.Text.Json;
using Imds.CompilerServices;

namespace Imds.Runtime.Http;

/// <summary>The error that a reply carries: as JSON, as plain text, or not at all.</summary>
internal sealed class ServiceError
{
    private const int LongestText = 500;
    private const int MostVersions = 20;

    public static ServiceError None { get; } = new();

    public string Error { get; private set; } = "";

    public string Description { get; private set; } = "";

    public ImdsList<string> NewestVersions { get; private set; } = ImdsList<string>.Empty;

    public static ServiceError Of(Reply reply)
    {
        try
        {
            return ImdsJson.Parse(reply.Body.Span, Read);
        }
        catch (JsonException)
        {
            // Not JSON is no fault here: the service says some errors in plain text, and some of its hosts in markup.
            var text = Tidy(reply.BodyText());
            return new ServiceError { Error = text.StartsWith("<", StringComparison.Ordinal) ? "" : text };
        }
    }

    /// <summary>Both texts in one, for a message.</summary>
    public override string ToString() => Description.Length == 0 ? Error : Error.Length == 0 ? Description : $"{Error}: {Description}";

    private static ServiceError Read(ref Utf8JsonReader reader)
    {
        var error = new ServiceError();
        if (reader.TokenType == JsonTokenType.String)
        {
            error.Error = Tidy(ImdsJson.ReadString(ref reader));
        }
        else if (ImdsJson.BeginObject(ref reader))
        {
            while (ImdsJson.NextMember(ref reader))
            {
                var name = ImdsJson.Name(ref reader);
                if (name.SequenceEqual("error"u8))
                {
                    error.Error = Tidy(ImdsJson.ReadString(ref reader));
                }
                else if (name.SequenceEqual("error_description"u8))
                {
                    error.Description = Tidy(ImdsJson.ReadString(ref reader));
                }
                else if (name.SequenceEqual("newest-versions"u8))
                {
                    error.NewestVersions = Versions(ImdsJson.ReadList(
                        ref reader, static (ref Utf8JsonReader item) => ImdsJson.ReadString(ref item)));
                }
                else
                {
                    ImdsJson.Skip(ref reader);
                }
            }
        }

        return error;
    }

    // The service names three.
    private static ImdsList<string> Versions(ImdsList<string> texts) =>
        texts.Where(text => ImdsApiVersion.TryParse(text, out _)).Take(MostVersions).ToArray();

    // One line of a length fit for a log, whatever was sent.
    private static string Tidy(string text)
    {
        var line = new string(text.Trim().Select(c => Shown.IsUnseen(c) ? ' ' : c).Take(LongestText).ToArray());
        return text.Length > LongestText ? line + "…" : line;
    }
}
