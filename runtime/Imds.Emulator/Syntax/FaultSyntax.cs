using System.Globalization;

namespace Imds.Emulator.Syntax;

/// <summary>A fault as it is written: <c>ENDPOINT=FAULT</c>, with <c>*COUNT</c> behind it for so many requests only.</summary>
internal static class FaultSyntax
{
    public const string Help = """
        Faults, for --fault ENDPOINT=FAULT or ENDPOINT=FAULT*COUNT (for that many requests, then the next fault given).
        ENDPOINT is as in the URL (instance, identity/oauth2/token, instance/compute/vmId) or all.

          400 to 599               That status with its body; 429:3s adds Retry-After: 3.
          xml, xml:STATUS          A 5xx with XML, or 200; 503 unless given.
          host-error               500 as plain text from the host, as while the service restarts.
          wrong-version            The refusal of the api-version; wrong-version-of-2019 in the words of then.
          stale-versions           For versions alone: the list without the three newest.
          partial                  A part of the document is missing; with extended=true, 500.
          slow-headers:TIME        The right reply, late.
          slow-body:TIME           The right reply, late in the middle.
          hang                     No reply.
          cut-body                 The reply ends in its middle.
          reset, reset-body        The connection is reset, before the reply or in its middle.
          garbage, html, empty     Status 200 with broken JSON, with HTML, with nothing.
          error-200                Status 200 with an error in place of a value.
          wrong-type               The right reply under a wrong content type.
          huge:SIZE                A body of that size: 1G.
          redirect:URL             A redirect.
          defect:NAME              For attested/document alone:
        """;

    /// <summary>One of each kind, to choose from.</summary>
    public static IReadOnlyList<string> Examples { get; } =
    [
        "400", "404", "410", "429:3s", "500", "503", "xml", "host-error", "wrong-version", "wrong-version-of-2019", "stale-versions",
        "partial", "slow-headers:5s", "slow-body:5s", "hang", "cut-body", "reset", "reset-body", "garbage", "html", "empty",
        "error-200", "wrong-type", "huge:10M", "redirect:http://127.0.0.1:9/",
        .. Kebab.Names<AttestedDefect>().Split(", ").Select(name => "defect:" + name),
    ];

    /// <summary>A fault from <c>instance=503*2</c> or from <c>{ "endpoint": "instance", "fault": "503", "count": 2 }</c>.</summary>
    public static EmulatedFault Parse(string text)
    {
        var (endpoint, fault, count) = JsonSyntax.IsObject(text) ? Members(text) : Parts(text);
        if (endpoint.Length == 0 || fault.Length == 0)
        {
            throw new UsageException($" takes ENDPOINT=FAULT, for instance instance=503*2, not '{text}'.");
        }

        var times = int.MaxValue;
        if (count is not null && (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out times) || times == 0))
        {
            throw new UsageException($" {text}: behind * stands how many requests fail, a number from 1.");
        }

        var (name, argument) = Split(fault, fault.IndexOf(':', StringComparison.Ordinal));
        return new EmulatedFault(endpoint, Fault(text, name.Length == 0 ? fault : name, name.Length == 0 ? "" : argument), times);
    }

    private static (string Endpoint, string Fault, string? Count) Parts(string text)
    {
        var (endpoint, fault) = Split(text, text.IndexOf('=', StringComparison.Ordinal));
        var star = fault.LastIndexOf('*');
        return star < 0 ? (endpoint, fault, null) : (endpoint, fault[..star], fault[(star + 1)..]);
    }

    private static (string Endpoint, string Fault, string? Count) Members(string json)
    {
        var (endpoint, fault, count) = ("", "", (string?)null);
        foreach (var (name, value) in JsonSyntax.Members(json))
        {
            _ = name switch
            {
                "endpoint" => endpoint = value,
                "fault" => fault = value,
                "count" => count = value,
                _ => throw new UsageException($": '{name}' says nothing about a fault."),
            };
        }

        return (endpoint, fault, count);
    }

    private static ImdsFault Fault(string text, string name, string argument) => (name, argument) switch
    {
        ("wrong-version", "") => ImdsFault.WrongVersion,
        ("wrong-version-of-2019", "") => ImdsFault.WrongVersionOf2019,
        ("host-error", "") => ImdsFault.HostError,
        ("stale-versions", "") => ImdsFault.StaleVersions,
        ("partial", "") => ImdsFault.PartialData,
        ("hang", "") => ImdsFault.Hang,
        ("cut-body", "") => ImdsFault.CutBody,
        ("reset", "") => ImdsFault.Reset,
        ("reset-body", "") => ImdsFault.ResetBody,
        ("error-200", "") => ImdsFault.ErrorWithSuccess,
        ("wrong-type", "") => ImdsFault.WrongContentType,
        ("garbage", "") => ImdsFault.GarbageJson,
        ("html", "") => ImdsFault.Html,
        ("empty", "") => ImdsFault.EmptyBody,
        ("xml", "") => ImdsFault.Xml(),
        ("xml", "200") => ImdsFault.Xml(200),
        ("xml", _) when IsStatus(argument, 500, out var status) => ImdsFault.Xml(status),
        ("slow-headers", not "") => ImdsFault.SlowHeaders(Quantity.Time(argument)),
        ("slow-body", not "") => ImdsFault.SlowBody(Quantity.Time(argument)),
        ("huge", not "") => ImdsFault.HugeBody(Quantity.Bytes(argument)),
        ("redirect", not "") when Uri.TryCreate(argument, UriKind.Absolute, out var location) => ImdsFault.Redirect(location),
        ("defect", not "") => ImdsFault.Attested(Kebab.Parse<AttestedDefect>(argument, "defect")),
        (_, "") when IsStatus(name, 400, out var status) => ImdsFault.Status(status),
        (_, not "") when IsStatus(name, 400, out var status) => ImdsFault.Status(status, Quantity.Time(argument)),
        _ => throw new UsageException($" {text}: there is no fault '{name}' like this."),
    };

    private static bool IsStatus(string text, int lowest, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status >= lowest && status <= 599;

    private static (string Before, string Behind) Split(string text, int at) => at < 0 ? ("", "") : (text[..at], text[(at + 1)..]);
}
