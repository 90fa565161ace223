using System.Text.Json;

namespace Imds.Runtime.Tests;

/// <summary>
/// The calls that generated code would make, for a document whose only field is a text. Unless a test says otherwise, each is
/// tried once and waits for no turn.
/// </summary>
internal static class Calls
{
    public const string Version = "2021-02-01";

    public static ImdsConnection Connect(HttpMessageHandler handler, Action<ImdsClientOptions>? change = null)
    {
        var options = new ImdsClientOptions { Handler = handler, MaxAttempts = 1, LimitRate = false };
        change?.Invoke(options);
        return new ImdsConnection(options, Version);
    }

    public static ImdsConnection Connect(Uri endpoint, Action<ImdsClientOptions>? change = null)
    {
        var options = new ImdsClientOptions { Endpoint = endpoint, MaxAttempts = 1, LimitRate = false };
        change?.Invoke(options);
        return new ImdsConnection(options, Version);
    }

    /// <summary>Reads the member "name" of the document.</summary>
    public static string ReadName(ref Utf8JsonReader reader)
    {
        var value = "";
        if (ImdsJson.BeginObject(ref reader))
        {
            while (ImdsJson.NextMember(ref reader))
            {
                if (ImdsJson.Name(ref reader).SequenceEqual("name"u8))
                {
                    value = ImdsJson.ReadString(ref reader);
                }
                else
                {
                    ImdsJson.Skip(ref reader);
                }
            }
        }

        return value;
    }

    public static Task<string> GetNameAsync(this ImdsConnection connection, CancellationToken cancellationToken = default) =>
        new ImdsRoute(connection, ServiceEndpoints.Instance).GetAsync(ReadName, cancellationToken);
}
