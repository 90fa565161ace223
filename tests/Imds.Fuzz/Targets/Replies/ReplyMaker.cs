using System.Globalization;
using Imds.Fuzz.Targets.Json;
using Imds.Fuzz.Models;

namespace Imds.Fuzz.Targets.Replies;

/// <summary>Makes calls, and replies that no service sends.</summary>
internal sealed class ReplyMaker(Random random)
{
    private static readonly int[] Statuses =
    [
        200, 200, 200, 200, 200, 200, 100, 201, 204, 206, 299, 301, 302, 304, 399,
        400, 401, 403, 404, 405, 407, 408, 410, 429, 499, 500, 503, 599, 999,
    ];

    private static readonly string[] Waits =
    [
        "1", "0", "-1", "120", "2147483647", "2147483648", "99999999999999999999", "1.5", "soon", "", " 3 ", "3, 4",
        "Thu, 01 Jan 2026 00:00:09 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 32 Jan 2026 00:00:00 GMT",
        "1e3", "+5", "0x10", "١", "\u0007",
    ];

    private static readonly string[] Names =
    [
        "Retry-After", "Content-Type", "Content-Length", "Location", "Server", "Date", "ETag", "Transfer-Encoding", "X-Odd",
        "Content-Encoding",
    ];

    private static readonly string[] Types =
    [
        "application/json", "application/json; charset=utf-8", "text/html", "TEXT/HTML; x=\"", "text/xml", "application/xml;;;",
        "text/plain", "",
        "garbage", "application/json, text/html", "; charset=", "text/html\u0001",
    ];

    private static readonly string[] Values =
    [
        "IMDS/150.870.65.0", "Microsoft-IIS/10.0", "http://127.0.0.1:9/", "//", "http://[", "", "0", "-1", "99999999999999999999", "1",
        "x\u001b[31mred", "ünï", "%0d%0a", "http://127.0.0.1/%0d%0aX: y", "gzip", "chunked", new string('x', 5000), "\"a\"",
        "http://a/\u202e",
    ];

    private static readonly string[] Bodies =
    [
        "", " \r\n", "{}", "[]", "null", "true", "0", "\"text\"", "text", "<!DOCTYPE html><html>", "<?xml version=\"1.0\"?><e/>", "<",
        "\uFEFF",
        "\uFEFF{}", "{\"error\":\"Bad request\"}", "{\"error\":\"\\u0000\\u001b[31m\\r\\nline\"}",
        "{\"error\":\"invalid_request\",\"error_description\":\"a\\nb\\u2028c\"}", "{\"error\":{\"code\":1}}", "{\"error\":[]}",
        "{\"error\":null}",
        "{\"error\":\"Bad request. api-version is invalid\",\"newest-versions\":[\"2023-07-01\",\"2021-02-01\"]}",
        "{\"error\":\"version\",\"newest-versions\":[\"a\\r\\nb\",\"\\u001b[31m\",null,7,{}]}",
        "{\"error\":\"version\",\"newest-versions\":\"x\"}",
        "{\"newest-versions\":[\"2019-11-01\"]}", "{\"error\":\"Not found. Invalid version requested\"}", "{\"error\":\"\\ud800\"}",
        "{\"apiVersions\":[\"2017-04-02\",\"2019-11-01\"]}", "{\"apiVersions\":[1,null,\"9999-99-99\"]}", "{\"apiVersions\":{}}",
        "{\"compute\":{},\"network\":{}}", "{\"compute\":[],\"network\":7}", "{\"access_token\":\"t\",\"expires_on\":\"253402300799\"}",
        "{\"access_token\":\"t\",\"expires_on\":9223372036854775807}", "{\"expires_on\":\"-1\"}", "{\"expires_on\":1e400}",
        "{\"DocumentIncarnation\":1,\"Events\":[{\"EventId\":\"a\"},{\"EventId\":\"a\"},null,7]}",
        "{\"DocumentIncarnation\":2,\"Events\":[{\"EventId\":\"b\",\"EventStatus\":\"STARTED\"}]}",
        "{\"DocumentIncarnation\":2,\"Events\":7}",
        "{\"encoding\":\"pkcs7\",\"signature\":\"MAA=\"}", "{\"signature\":\"not base 64\"}", "2147483648", "NaN", "True",
        "a\nb\n\nc/\r\n\u0000",
        "{\"error\":\"required metadata header not specified\"}",
    ];

    public ReplyScript Make()
    {
        var call = ReplyTarget.Calls.Keys.ElementAt(random.Next(ReplyTarget.Calls.Count));
        return new ReplyScript
        {
            Call = call,
            MaxAttempts = random.Next(4) == 0 ? random.Next(1, 12) : 5,
            CancelledAt = random.Next(12) == 0 ? random.Next(1, 4) : null,
            IsSeen = random.Next(3) == 0,
            IsLimited = random.Next(8) == 0,
            Replies = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Reply(call))],
        };
    }

    private ScriptedReply Reply(string call)
    {
        var bytes = random.Next(3) == 0 ? HostileJson.Make(random, Document(call)) : null;
        return new ScriptedReply
        {
            Status = random.Next(8) == 0 ? random.Next(100, 1000) : Statuses[random.Next(Statuses.Length)],
            Headers = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Header())],
            Body = bytes is null ? Bodies[random.Next(Bodies.Length)] : "",
            Bytes = bytes is null ? null : Convert.ToBase64String(bytes),
            Times = random.Next(40) switch { 0 => 0, 1 => 2, 2 => random.Next(1000), _ => 1 },
            Fault = random.Next(6) == 0 ? (ReplyFault)random.Next(7) : ReplyFault.None,
        };
    }

    private static Model Document(string call) => Model.Named((call switch
    {
        "versions" or "negotiated" => typeof(Versions),
        "loadbalancer" => typeof(LoadBalancerMetadata),
        "token" => typeof(IdentityToken),
        "identity" => typeof(IdentityInfo),
        "attested" or "attest" => typeof(AttestedData),
        "events" or "approve" or "watch" => typeof(ScheduledEvents),
        _ => typeof(Instance),
    }).FullName!);

    private IReadOnlyList<string> Header() => random.Next(8) switch
    {
        0 => ["Retry-After", random.Next().ToString(CultureInfo.InvariantCulture)],
        1 or 2 => ["Retry-After", Waits[random.Next(Waits.Length)]],
        3 or 4 => ["Content-Type", Types[random.Next(Types.Length)]],
        _ => [Names[random.Next(Names.Length)], Values[random.Next(Values.Length)]],
    };
}
