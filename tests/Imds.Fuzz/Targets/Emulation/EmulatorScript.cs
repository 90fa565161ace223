using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization;

namespace Imds.Fuzz.Targets.Emulation;

/// <summary>Requests to the emulator, one after the other.</summary>
internal sealed record EmulatorScript
{
    public IReadOnlyList<ScriptedRequest> Requests { get; set; } = [];

    /// <summary>Whether something was told to go wrong: then it may.</summary>
    public bool AsksForFaults => Requests.Any(request => request.Target.Contains("/emulator/faults", StringComparison.OrdinalIgnoreCase));
}

internal sealed record ScriptedRequest
{
    public string Method { get; set; } = "GET";

    /// <summary>The address, as far as it comes after the server.</summary>
    public string Target { get; set; } = "/";

    public IReadOnlyList<IReadOnlyList<string>> Headers { get; set; } = [];

    public string? Body { get; set; }

    /// <summary>The request; null where no client can send it.</summary>
    public HttpRequestMessage? ToMessage()
    {
        try
        {
            var message = new HttpRequestMessage(new HttpMethod(Method), new Uri("http://127.0.0.1" + Target));
            if (Body is not null)
            {
                message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            }

            foreach (var header in Headers)
            {
                if (header is [var name, var value] && !message.Headers.TryAddWithoutValidation(name, value))
                {
                    ((HttpHeaders?)message.Content?.Headers)?.TryAddWithoutValidation(name, value);
                }
            }

            return message;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EmulatorScript))]
internal sealed partial class EmulatorScriptJson : JsonSerializerContext;
