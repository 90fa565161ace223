using System.Globalization;
using System.Net;
using System.Text.Json;
using Imds.Emulator.Documents;
using Imds.Emulator.Explorer;
using Imds.Emulator.Faults;
using Imds.Emulator.Http;
using Imds.Emulator.Machines;
using Imds.Emulator.Syntax;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Imds.Emulator.Control;

/// <summary>
/// What changes the emulator while it runs, under a path that the service does not have. Bodies are what the command line takes, as text
/// or as a JSON object.
/// </summary>
internal sealed class ControlApi(Emulation emulation)
{
    private const string Root = "/emulator";
    private const string Parts = "events, faults, document, load-balancer, requests, reset, state, fields and attested";

    public static bool Takes(string path) => path == Root || path.StartsWith(Root + "/", StringComparison.Ordinal);

    public Reply Answer(HttpRequest request, string body, EmulatedMachine machine, Uri address)
    {
        if (!HasOwnName(request))
        {
            return Reply.Error(403, $"'{request.Host.Value}' is no name of the loopback address");
        }

        if (ExplorerPage.Find(request.Path.Value ?? "") is { } page)
        {
            return request.Method is "GET" or "HEAD" ? page : NotAllowed("GET");
        }

        if (IsFromOtherSite(request))
        {
            return Reply.Error(403, "A page of another site may neither change the emulator nor read what it holds");
        }

        var parts = (request.Path.Value ?? "")[Root.Length..].Trim('/').Split('/');
        try
        {
            return parts switch
            {
                ["events"] => Events(request.Method, body),
                ["events", var id] => Event(request.Method, Uri.UnescapeDataString(id), ""),
                ["events", var id, "approve"] => Event(request.Method, Uri.UnescapeDataString(id), "approve"),
                ["faults"] => Faults(request.Method, body),
                ["document"] => Document(request.Method, body, emulation.Instance, machine.Instance.Whole),
                ["load-balancer"] when emulation.LoadBalancer is { } balancer =>
                    Document(request.Method, body, balancer, balancer.Read().Root),
                ["requests"] => Requests(request.Method, request.Query["after"]),
                ["reset"] => Reset(request.Method),
                ["state" or "fields" or "attested"] when request.Method != "GET" => NotAllowed("GET"),
                ["state"] => Reply.Json(writer => WriteState(writer, machine)),
                ["fields"] => Reply.Json(writer => WriteAll(writer, FieldTable.All, WriteField)),
                ["attested"] => Attested(request, machine, address),
                _ => Reply.Error(404, $"There is nothing at {request.Path}. {Root} has {Parts}."),
            };
        }
        catch (UsageException e)
        {
            return Reply.Error(400, $"The body{e.Message}");
        }
        catch (ArgumentException e)
        {
            return Reply.Error(400, Senseless.ProblemOf(e));
        }
    }

    /// <summary>
    /// Whether the browser of a developer was sent by a page of another site: what it says of itself tells. The emulator's own page
    /// holds nothing and may be linked to.
    /// </summary>
    private static bool IsFromOtherSite(HttpRequest request)
    {
        var own = $"{request.Scheme}://{request.Host.Value}";
        return (request.Headers.Origin is [{ } origin, ..] && !string.Equals(origin, own, StringComparison.OrdinalIgnoreCase))
            || (request.Headers["Sec-Fetch-Site"] is [{ } site, ..] && site is not ("same-origin" or "none"));
    }

    /// <summary>Whether it came by a name of this machine: a site may have a name of its own that leads to the loopback address.</summary>
    private bool HasOwnName(HttpRequest request)
    {
        var cameBySocket = request.HttpContext.Connection.RemoteIpAddress is not null;
        var name = request.Host.Host.Trim('[', ']');
        return !cameBySocket
            || !IPAddress.IsLoopback(emulation.Options.Address)
            || name == "localhost"
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }

    private Reply Events(string method, string body)
    {
        switch (method)
        {
            case "GET":
                return Reply.Json(writer => WriteAll(writer, emulation.ScheduledEvents.Survey(), WriteEvent));
            case "POST":
                var id = emulation.ScheduledEvents.Add(EventSyntax.Parse(body));
                return Reply.Json($$"""{"id":{{Reply.Quote(id)}}}""", 201);
            case "DELETE":
                emulation.ScheduledEvents.Clear();
                return Done();
            default:
                return NotAllowed("GET, POST, DELETE");
        }
    }

    private Reply Event(string method, string id, string action)
    {
        switch (method, action)
        {
            case ("POST", "approve"):
                return emulation.ScheduledEvents.Approve(id) ? Done() : Reply.Error(404, $"No event '{id}' is listed");
            case ("DELETE", ""):
                return emulation.ScheduledEvents.Cancel(id) ? Done() : Reply.Error(404, $"No event '{id}' is listed that has not started");
            default:
                return NotAllowed(action.Length == 0 ? "DELETE" : "POST");
        }
    }

    private Reply Faults(string method, string body)
    {
        switch (method)
        {
            case "GET":
                return Reply.Json(writer => WriteAll(writer, emulation.Faults.ToList(), WriteFault));
            case "POST":
                var (endpoint, fault, count) = FaultSyntax.Parse(body);
                emulation.Faults.Add(endpoint, fault, count);
                return Reply.Json("", 201);
            case "DELETE":
                emulation.Faults.Clear();
                return Done();
            default:
                return NotAllowed("GET, POST, DELETE");
        }
    }

    private static Reply Document(string method, string body, DocumentSource document, JsonElement served)
    {
        switch (method)
        {
            case "GET":
                return Reply.Json(served.WriteTo);
            case "PUT":
                document.Replace(body);
                return Done();
            case "PATCH":
                document.Merge(body);
                return Done();
            case "DELETE":
                document.Reset();
                return Done();
            default:
                return NotAllowed("GET, PUT, PATCH, DELETE");
        }
    }

    private Reply Requests(string method, string? after)
    {
        switch (method)
        {
            case "GET":
                _ = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var last);
                var newer = emulation.Log.ToList().Where(exchange => exchange.Number > last);
                return Reply.Json(writer => WriteAll(writer, newer, WriteExchange));
            case "DELETE":
                emulation.Log.Clear();
                return Done();
            default:
                return NotAllowed("GET, DELETE");
        }
    }

    /// <summary>An attested document, read and checked; the service's own refusal where there is none.</summary>
    private Reply Attested(HttpRequest request, EmulatedMachine machine, Uri address)
    {
        string Asked(string name) => request.Query[name].ToString();
        var endpoint = machine.Endpoints.Single(endpoint => endpoint.Path == AttestedFault.Endpoint);
        if (endpoint.Versions?.Knows(Asked("api-version")) == false)
        {
            return Service.WrongVersion(endpoint.Versions);
        }

        var defect = Asked("defect") is { Length: > 0 } name ? Kebab.Parse<AttestedDefect>(name, "defect") : (AttestedDefect?)null;
        var query = new Dictionary<string, string> { ["nonce"] = Asked("nonce") };
        var asked = new ImdsRequest("GET", [], query, Asked("api-version"), AsText: false, "", address) { Defect = defect };
        var reply = endpoint.Answer(asked);
        if (reply.Status != 200)
        {
            return reply;
        }

        using var document = JsonDocument.Parse(reply.Body);
        var inspection = new AttestedInspection(
            emulation.Signing.Authority(address), emulation.Options.AttestedDomain, emulation.Time.GetUtcNow());
        return inspection.Inspect(document.RootElement.GetProperty("signature").GetString()!, Asked("nonce"));
    }

    private Reply Reset(string method)
    {
        if (method != "POST")
        {
            return NotAllowed("POST");
        }

        emulation.Reset();
        return Done();
    }

    private static Reply Done() => new(204, default, Reply.JsonType);

    private static Reply NotAllowed(string methods) =>
        Reply.Error(405, $"Not allowed; there are {methods}").With(HeaderNames.Allow, methods);

    private static void WriteAll<T>(Utf8JsonWriter writer, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteState(Utf8JsonWriter writer, EmulatedMachine machine)
    {
        var options = emulation.Options;
        writer.WriteStartObject();
        writer.WriteString("now", emulation.Time.GetUtcNow().UtcDateTime);
        writer.WriteString("endpoint", emulation.Endpoints[machine.Index].AbsoluteUri);
        WriteTexts(writer, "endpoints", emulation.Endpoints.Select(endpoint => endpoint.AbsoluteUri));
        WriteTexts(writer, "versions", ApiVersions.Service.Between("", options.NewestApiVersion).All);
        WriteTexts(writer, "paths", emulation.Machines[0].Endpoints.Select(endpoint => endpoint.Path));
        WriteTexts(writer, "faults", FaultSyntax.Examples);
        WriteTexts(writer, "defects", Kebab.Names<AttestedDefect>().Split(", "));
        WriteTexts(writer, "eventTypes", Kebab.Names<ScheduledEventType>().Split(", "));
        writer.WriteString("tenant", options.TenantId);
        writer.WritePropertyName("identities");
        WriteAll(writer, options.Identities, WriteIdentity);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteIdentity(Utf8JsonWriter writer, EmulatedIdentity identity)
    {
        writer.WriteString("clientId", identity.ClientId);
        writer.WriteString("objectId", identity.ObjectId);
        writer.WriteString("resourceId", identity.ResourceId);
    }

    private static void WriteField(Utf8JsonWriter writer, (string Endpoint, string Path, string From, string? Until) field)
    {
        writer.WriteString("endpoint", field.Endpoint);
        writer.WriteString("path", field.Path);
        writer.WriteString("from", field.From);
        if (field.Until is not null)
        {
            writer.WriteString("until", field.Until);
        }
    }

    private static void WriteEvent(Utf8JsonWriter writer, EventCourse course)
    {
        writer.WriteString("id", course.Event.EventId);
        writer.WriteString("type", course.Event.Type.ToString());
        writer.WriteString("stage", course.Stage);
        writer.WriteString("by", course.Event.ByUser ? "user" : "platform");
        writer.WriteString("description", course.Event.Description);
        writer.WriteString("appears", course.Appears.UtcDateTime);
        writer.WriteString("starts", course.Starts.UtcDateTime);
        writer.WriteString("ends", course.Ends.UtcDateTime);
        if (course.Cancelled is { } cancelled)
        {
            writer.WriteString("cancelled", cancelled.UtcDateTime);
        }
    }

    private static void WriteFault(Utf8JsonWriter writer, EmulatedFault fault)
    {
        writer.WriteString("endpoint", fault.Endpoint);
        writer.WriteString("fault", fault.Fault.ToString());
        if (fault.Count < int.MaxValue)
        {
            writer.WriteNumber("count", fault.Count);
        }
    }

    private static void WriteExchange(Utf8JsonWriter writer, Exchange exchange)
    {
        writer.WriteNumber("number", exchange.Number);
        writer.WriteString("received", exchange.Request.ReceivedAt.UtcDateTime);
        writer.WriteNumber("machine", exchange.Request.Machine);
        writer.WriteString("method", exchange.Request.Method);
        writer.WriteString("target", exchange.Request.Target);
        writer.WriteString("outcome", exchange.Outcome);
        writer.WriteString("fault", exchange.Fault);
        writer.WriteNumber("milliseconds", Math.Round(exchange.Milliseconds, 1));
    }
}
