using System.Text;
using System.Text.Json;
using Imds.Fuzz.Targets.Json;
using Imds.Fuzz.Models;

namespace Imds.Fuzz.Targets.Emulation;

/// <summary>Makes requests: some that a client sends, and all that nobody would.</summary>
internal sealed class EmulatorMaker(Random random)
{
    private static readonly string[] Methods =
        ["GET", "GET", "GET", "GET", "POST", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "get", "PROPFIND", "X-!#$%&'*+"];

    private static readonly string[] Paths =
    [
        "/metadata/instance", "/metadata/instance", "/metadata/instance/compute", "/metadata/instance/compute/vmId",
        "/metadata/instance/network/interface/0/ipv4/ipAddress/0/privateIpAddress", "/metadata/versions", "/metadata/attested/document",
        "/metadata/identity/oauth2/token", "/metadata/identity/info", "/metadata/loadbalancer", "/metadata/scheduledevents", "/metadata",
        "/",
        "/emulator", "/emulator/events", "/emulator/faults", "/emulator/document", "/emulator/load-balancer", "/emulator/requests",
        "/emulator/reset", "/emulator/state", "/emulator/fields", "/emulator/attested", "/emulator/events/x", "/emulator/events/x/approve",
        "/emulator/explorer.js", "/favicon.ico", "/emulator/root.cer",
    ];

    private static readonly string[] Segments =
    [
        "", "0", "1", "-1", "00", "99999999999999999999", "٣", "compute", "name", "..", ".", "%2e%2e", "%2f", "%00", "%zz", "%", "%ff",
        "%F0%9F%92%A1",
        "a b", "a;b", "a?", "interface", "instance", "\\", "%5c", "~", "ü", "%ED%A0%80", "approve", "{0}", "*",
    ];

    private static readonly string[] Versions =
    [
        "2021-02-01", "2021-02-01", "2025-04-07", "2017-03-01", "2017-04-02", "2018-10-01", "2020-07-01", "2025-11-15", "", "latest",
        "2021-02-30",
        "9999-12-31", "2021-02-01 ", "%00", "2021-02-01%0d%0a", "２０２１-02-01",
    ];

    private static readonly string[] Names =
    [
        "api-version", "API-VERSION", "format", "resource", "client_id", "object_id", "msi_res_id", "nonce", "extended", "bypass_cache",
        "authority", "after", "defect", "a", "", "%61pi-version", "api-version%00",
    ];

    private static readonly string[] Values =
    [
        "json", "text", "TEXT", "xml", "https://vault.azure.net", "https%3A%2F%2Fa%2F%22%5c", "1234567890", "abc", "%22", "%5c", "%00",
        "%0d%0aX: y",
        "a".PadRight(40, 'x'), "true", "True", "", "-1", "99999999999999999999", "expired", "md5-digest", "none", "%F0%9F%92%A1", "%ff",
        "a=b", "%ED%A0%80",
    ];

    private static readonly string[] Headers =
    [
        "Metadata", "X-Forwarded-For", "If-None-Match", "Origin", "Sec-Fetch-Site", "Host", "Content-Type",
        "Content-Length", "Accept", "Expect", "Transfer-Encoding", "X-Odd", "x-ms-request-id", "Server",
    ];

    private static readonly string[] HeaderValues =
    [
        "true", "True", "false", "", "*", "\"1\"", "W/\"1\"", "W/\"", "\"", "a, b,, \"c\"", "http://127.0.0.1", "http://evil.test", "null",
        "cross-site",
        "same-origin", "localhost", "evil.test:99999", "[::1", "::", "a b", "application/json", "text/plain; charset=garbage", "99", "-1",
        "100-continue",
        "chunked", "ünï", "\u0001", new string('x', 3000),
    ];

    private static readonly string[] Events =
    [
        "reboot", "Freeze,after=10s", "redeploy,notice=1m,lasts=2s", "terminate,by=user,id=x", "preempt,duration=unknown",
        "reboot,duration=99999999999",
        "reboot,id=a/b,resources=a;b,description=one, two", "reboot,after=-1s", "reboot,after=1e9h", "reboot,after=", "reboot,x=y", "", ",",
        "=", "nothing",
        "reboot,duration=-5", "reboot,duration=3650h", "reboot,cancelled=1s", "reboot,notice=9999999999999999999999h", "reboot,lasts=8759h",
        "reboot,id=%",
        "{\"type\":\"reboot\",\"id\":\"\\ud800\"}", "{\"type\":\"reboot\",\"id\":\"x\"}", "{\"type\":7}", "{\"type\":null}",
        "{\"type\":[\"a\",1]}", "{}", "{",
        "{\"\\ud800\":1}", "{\"type\":\"reboot\",\"resources\":[\"a\",\"\\udc00\"]}", "{\"type\":\"reboot\",\"type\":\"freeze\"}",
        "{\"id\":\"a\"}", "reboot,duration=2147483648s", "{\"type\":\"reboot\",\"description\":\"\\u0000\"}",
    ];

    private static readonly string[] Faults =
    [
        "instance=503*2", "all=429:3s", "instance=xml", "instance=xml:599", "instance=xml:600", "all=host-error", "versions=stale-versions",
        "instance=partial",
        "instance=slow-headers:5s", "instance=slow-body:5s*1", "instance=cut-body", "all=reset*1", "all=garbage", "all=html", "all=empty",
        "instance=huge:1M",
        "instance=huge:1", "all=redirect:http://127.0.0.1:9/", "instance=redirect:http://a/\u0001", "attested/document=defect:expired",
        "instance=defect:expired",
        "all=hang*1", "all=400*0", "all=399", "all=600", "=503", "all=", "all", "", "*", "all=503*99999999999", "all=wrong-version",
        "all=wrong-version-of-2019",
        "all=429:1e9h", "all=slow-headers:364h*1", "x=503", "instance/compute/vmId=404*1", "all=redirect:x", "all=redirect:file:///a",
        "all=redirect:http://ü/ ä",
        "{\"endpoint\":\"instance\",\"fault\":\"503\",\"count\":2}", "{\"endpoint\":\"\\ud800\",\"fault\":\"503\"}",
        "{\"endpoint\":\"all\",\"fault\":503}",
        "{\"endpoint\":\"all\",\"fault\":\"503\",\"count\":-1}", "{\"fault\":{}}", "all=partial", "attested/document=defect:not-base64*1",
    ];

    private static readonly string[] Documents =
    [
        "{}", "[]", "null", "", "{", "{\"compute\":7}", "{\"compute\":{\"vmId\":7}}", "{\"compute\":{\"vmId\":\"\\ud800\"}}",
        "{\"\\ud800\":1}",
        "{\"compute\":{\"location\":{}}}", "{\"compute\":null}", "{\"a\":1,\"a\":2}", "{\"compute\":{\"a\":1,\"a\":2}}",
        "{\"network\":{\"interface\":{}}}",
        "{\"network\":{\"interface\":[7,null,[]]}}", "{\"compute\":{\"tagsList\":[{\"name\":\"a\"}]}}", "{\"a\":1e400}",
        "{\"a/b\":{\"\":1}}",
        "{\"compute\":{\"location\":\"" + "x\\u0000\\\"" + "\",\"sku\":\"a\\u2028\"}}", "{\"compute\":{\"vmScaleSetName\":\"\\u0000\"}}",
        "{\"a\":" + new string('[', 63) + new string(']', 63) + "}", "{\"a\":" + new string('[', 64) + new string(']', 64) + "}",
    ];

    private static readonly string[] Approvals =
    [
        "{\"StartRequests\":[{\"EventId\":\"x\"}]}", "{\"StartRequests\":[]}", "{\"StartRequests\":7}", "{\"StartRequests\":[7,null]}",
        "{\"StartRequests\":[{\"EventId\":\"\\ud800\"}]}", "{\"StartRequests\":[{\"EventId\":7}]}", "{}", "[]", "null", "x", "",
        "{\"StartRequests\":[{\"EventId\":null}]}",
    ];

    public EmulatorScript Make() => new() { Requests = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Request())] };

    private ScriptedRequest Request()
    {
        var path = Paths[random.Next(Paths.Length)];
        var target = new StringBuilder(path);
        for (var more = random.Next(4) == 0 ? random.Next(1, 4) : 0; more > 0; more--)
        {
            target.Append('/').Append(Segments[random.Next(Segments.Length)]);
        }

        var query = Enumerable.Range(0, random.Next(4))
            .Select(_ => $"{Names[random.Next(Names.Length)]}={Values[random.Next(Values.Length)]}").ToList();
        if (random.Next(5) > 0)
        {
            query.Insert(0, "api-version=" + Versions[random.Next(random.Next(3) == 0 ? Versions.Length : 8)]);
        }

        if (path.EndsWith("token", StringComparison.Ordinal))
        {
            query.Add("resource=https://vault.azure.net");
        }

        var method = Method(path);
        List<IReadOnlyList<string>> headers = random.Next(8) == 0 ? [] : [["Metadata", "true"]];
        for (var more = random.Next(3) == 0 ? random.Next(1, 3) : 0; more > 0; more--)
        {
            headers.Add([Headers[random.Next(Headers.Length)], HeaderValues[random.Next(HeaderValues.Length)]]);
        }

        return new ScriptedRequest
        {
            Method = method,
            Target = query.Count == 0 ? $"{target}" : $"{target}?{string.Join('&', query)}",
            Headers = headers,
            Body = method is "GET" or "HEAD" && random.Next(9) > 0 ? null : Body(path),
        };
    }

    private string Method(string path) => random.Next(3) == 0 ? Methods[random.Next(Methods.Length)] : path switch
    {
        "/emulator/events" or "/emulator/faults" or "/emulator/reset" or "/metadata/scheduledevents" =>
            random.Next(3) == 0 ? "GET" : "POST",
        "/emulator/document" or "/emulator/load-balancer" => random.Next(4) switch { 0 => "GET", 1 => "PATCH", _ => "PUT" },
        _ => "GET",
    };

    private string Body(string path)
    {
        var bodies = random.Next(8) == 0 ? [.. Events, .. Faults, .. Documents] : path switch
        {
            "/emulator/events" => Events,
            "/emulator/faults" => Faults,
            "/metadata/scheduledevents" => Approvals,
            _ => Documents,
        };
        var body = path.StartsWith("/emulator/", StringComparison.Ordinal) && random.Next(3) == 0
            ? Encoding.UTF8.GetString(HostileJson.Make(random, Model.Named(typeof(Instance).FullName!)))
            : bodies[random.Next(bodies.Length)];
        return random.Next(8) == 0 ? Encoding.UTF8.GetString(HostileBytes.Change(random, Encoding.UTF8.GetBytes(body))) : body;
    }
}
