using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Imds.Emulator.Syntax;

namespace Imds.Emulator.Documents;

/// <summary>
/// A document that may change while the emulator runs: it is replaced, or its file is. Whether the file has changed is looked at
/// whenever the document is asked for: unlike notifications that works on every file system, mounts of containers included.
/// </summary>
internal sealed class DocumentSource
{
    private readonly string _option;
    private readonly string? _file;
    private readonly ILogger _logger;
    private readonly object _gate = new();

    private string _original;
    private (DateTime, long) _stamp;
    private JsonElement _current;
    private int _version;
    private bool _isReplaced;

    /// <param name="option">The name of the option that brought the text, for errors.</param>
    /// <param name="text">The document as it is at the start.</param>
    /// <param name="file">Where it came from, if it is to be read again.</param>
    /// <param name="logger">Is told of files that cannot be read again.</param>
    public DocumentSource(string option, string? text, string? file, ILogger logger)
    {
        _option = option;
        _file = file;
        _logger = logger;
        if (file is not null)
        {
            try
            {
                _stamp = Stamp(file);
                text = File.ReadAllText(file);
            }
            catch (Exception e) when (IsUnreadable(e))
            {
                throw Senseless.Option(option, $" cannot read '{file}': {e.Message}");
            }
        }

        _original = text ?? "";
        _current = TryParse(_original, out var problem) ?? throw Senseless.Option(option, problem);
    }

    /// <summary>The document as it is now, and a number that changes with it.</summary>
    public (JsonElement Root, int Version) Read()
    {
        lock (_gate)
        {
            ReadAgain();
            return (_current, _version);
        }
    }

    /// <summary>Puts another in its place, until the file changes or the emulator is reset.</summary>
    /// <exception cref="ArgumentException">The text is no JSON object.</exception>
    public void Replace(string json)
    {
        var document = TryParse(json, out var problem) ?? throw new ArgumentException($"The document{problem}");
        lock (_gate)
        {
            Set(document, isReplaced: true);
        }
    }

    /// <summary>Changes members and leaves the rest (RFC 7396): null takes a member out.</summary>
    /// <exception cref="ArgumentException">The text is no JSON object.</exception>
    public void Merge(string json)
    {
        var changes = TryParse(json, out var problem) ?? throw new ArgumentException($"The change{problem}");
        lock (_gate)
        {
            ReadAgain();
            var merged = Merge(JsonObject.Create(_current)!, JsonObject.Create(changes)!);
            Set(JsonSyntax.ToElement(merged), isReplaced: true);
        }
    }

    /// <summary>What it was at the start; of a file, what stands there now.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            ReadAgain();
            if (_isReplaced)
            {
                Set(TryParse(_original, out _)!.Value, isReplaced: false);
            }
        }
    }

    private void Set(JsonElement document, bool isReplaced)
    {
        _current = document;
        _isReplaced = isReplaced;
        _version++;
    }

    private void ReadAgain()
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            var stamp = Stamp(_file);
            if (stamp == _stamp)
            {
                return;
            }

            var text = File.ReadAllText(_file);
            _stamp = stamp;
            if (TryParse(text, out var problem) is { } document)
            {
                _original = text;
                Set(document, isReplaced: false);
            }
            else
            {
                EmulatorLog.DocumentKept(_logger, _option + problem);
            }
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            if (_stamp != default)
            {
                _stamp = default; // Said once; read again as soon as it is back.
                EmulatorLog.DocumentKept(_logger, $"{_option} cannot read '{_file}': {e.Message}");
            }
        }
    }

    private JsonElement? TryParse(string json, out string problem)
    {
        var from = _file is null ? "" : $" '{_file}'";
        problem = "";
        try
        {
            using var whole = JsonSyntax.Parse(json);
            if (whole.RootElement.ValueKind == JsonValueKind.Object)
            {
                return whole.RootElement.Clone();
            }

            problem = $"{from} must be a JSON object, as a reply of the service is; it is a JSON {Describe(whole.RootElement.ValueKind)}.";
        }
        catch (JsonException e)
        {
            problem = $"{from} is not valid JSON. {e.Message}";
        }

        return null;
    }

    private static JsonObject Merge(JsonObject target, JsonObject changes)
    {
        var merged = (JsonObject)target.DeepClone();
        foreach (var (name, change) in changes)
        {
            if (change is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = change is JsonObject inner
                    ? Merge(merged[name] as JsonObject ?? [], inner)
                    : change.DeepClone();
            }
        }

        return merged;
    }

    private static string Describe(JsonValueKind kind) => kind.ToString().ToLowerInvariant();

    private static (DateTime, long) Stamp(string file)
    {
        var info = new FileInfo(file);
        return (info.LastWriteTimeUtc, info.Length); // The length throws where there is no file.
    }

    private static bool IsUnreadable(Exception e) =>
        e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
