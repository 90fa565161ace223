using System.Text.Json.Nodes;
using Imds.Emulator.Http;

namespace Imds.Emulator.Faults;

/// <summary>The right reply without its last member, as when one of the service's sources fails; with extended=true, an error.</summary>
internal sealed record PartialDataFault : ImdsFault
{
    internal override string Text => "partial";

    internal override Task ApplyAsync(FaultContext context)
    {
        var reply = context.Http.Request.Query["extended"] == "true"
            ? Replies.Error(500, context.Endpoint)
            : Lacking.From(context.Answer(null), document => document.Remove(document.Last().Key));
        return reply.SendAsync(context.Http, context.Cancelled);
    }
}

/// <summary>A list of versions that lags behind what the service answers.</summary>
internal sealed record StaleVersionsFault : ImdsFault
{
    internal override string Text => "stale-versions";

    public const string Endpoint = "versions";

    internal override Task ApplyAsync(FaultContext context) =>
        Lacking.From(context.Answer(null), document =>
        {
            var versions = document["apiVersions"]!.AsArray();
            for (var newest = 0; newest < 3 && versions.Count > 0; newest++)
            {
                versions.RemoveAt(versions.Count - 1);
            }
        }).SendAsync(context.Http, context.Cancelled);
}

/// <summary>Takes something out of a reply that is a JSON object; any other stays as it is.</summary>
internal static class Lacking
{
    public static Reply From(Reply reply, Action<JsonObject> takeOut)
    {
        if (reply is not { Status: 200, ContentType: Reply.JsonType, Body.Length: > 0 }
            || JsonNode.Parse(reply.Body.Span) is not JsonObject { Count: > 0 } document)
        {
            return reply;
        }

        takeOut(document);
        return Reply.Json(writer => document.WriteTo(writer));
    }
}
