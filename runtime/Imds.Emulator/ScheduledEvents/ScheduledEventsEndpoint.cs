using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Imds.Emulator.Documents;
using Imds.Emulator.Http;
using Microsoft.Net.Http.Headers;

namespace Imds.Emulator.ScheduledEvents;

/// <summary>/metadata/scheduledevents: GET lists, POST approves.</summary>
internal sealed class ScheduledEventsEndpoint(ScheduledEventBoard board, Func<string> machine, FieldTable fields, VersionLine versions)
    : MetadataEndpoint("scheduledevents", versions)
{
    public override bool TakesPost => true;

    public override Reply Answer(ImdsRequest request) => request.Method == "POST" ? Approve(request.Body) : List(request);

    private Reply List(ImdsRequest request)
    {
        var (incarnation, events) = board.Read();
        var whole = Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("DocumentIncarnation", incarnation);
            writer.WriteStartArray("Events");
            foreach (var listed in events.Where(listed => IsKnown(listed.Event.Type, request.Version)))
            {
                Write(writer, listed);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        using var document = JsonDocument.Parse(whole.Body);
        return new VersionedDocument(document.RootElement, fields).Answer(request) with
        {
            Tag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{incarnation}\"")),
        };
    }

    private static bool IsKnown(ScheduledEventType type, string version) => type switch
    {
        ScheduledEventType.Preempt => string.CompareOrdinal(version, "2017-11-01") >= 0,
        ScheduledEventType.Terminate => string.CompareOrdinal(version, "2019-01-01") >= 0,
        _ => true,
    };

    private void Write(Utf8JsonWriter writer, ListedEvent listed)
    {
        writer.WriteStartObject();
        writer.WriteString("EventId", listed.Event.EventId);
        writer.WriteString("EventStatus", listed.HasStarted ? "Started" : "Scheduled");
        writer.WriteString("EventType", listed.Event.Type.ToString());
        writer.WriteString("ResourceType", "VirtualMachine");
        writer.WriteStartArray("Resources");
        foreach (var resource in listed.Event.Resources.DefaultIfEmpty(machine()))
        {
            writer.WriteStringValue(resource);
        }

        writer.WriteEndArray();
        writer.WriteString("NotBefore", listed.HasStarted ? "" : listed.NotBefore.ToString("R", CultureInfo.InvariantCulture));
        writer.WriteString("Description", listed.Event.Description);
        writer.WriteString("EventSource", listed.Event.ByUser ? "User" : "Platform");
        writer.WriteNumber("DurationInSeconds", listed.Event.DurationInSeconds);
        writer.WriteEndObject();
    }

    private Reply Approve(string body)
    {
        if (ReadIds(body) is not { } ids)
        {
            return Reply.BadRequest();
        }

        var listed = board.Read().Events.Select(entry => entry.Event.EventId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (ids.Find(id => !listed.Contains(id)) is { } unknown)
        {
            return Reply.Error(400, $"Bad request. There is no event '{unknown}'");
        }

        ids.ForEach(id => board.Approve(id));
        return Reply.Json("");
    }

    /// <summary>The ids of a well-formed body, else null.</summary>
    private static List<string>? ReadIds(string body)
    {
        try
        {
            var approval = JsonSerializer.Deserialize(body, ApprovalJson.Default.Approval);
            var ids = approval?.StartRequests?.Select(request => request?.EventId).OfType<string>().ToList();
            return ids?.Count == approval?.StartRequests?.Count ? ids : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What is posted to approve events.</summary>
internal sealed record Approval(List<ApprovedEvent?>? StartRequests);

internal sealed record ApprovedEvent(string? EventId);

[JsonSerializable(typeof(Approval))]
internal sealed partial class ApprovalJson : JsonSerializerContext;
