using System.Globalization;
using Imds.Emulator.Syntax;

namespace Imds.Emulator.Configuration;

/// <summary>
/// Something that can be set from outside. The command line, the environment and the configuration file all go by this one table, so
/// that each can say all that <see cref="ImdsEmulatorOptions"/> can.
/// </summary>
/// <param name="Name">As on the command line, without its dashes in front.</param>
/// <param name="Value">What its value is called in the help; empty for a switch.</param>
/// <param name="Help">What it does.</param>
/// <param name="Apply">Puts the value, or all values where several may be given, into the settings.</param>
internal sealed record Setting(
    string Name, string Value, string Help, Func<EmulatorSettings, IReadOnlyList<string>, EmulatorSettings> Apply)
{
    /// <summary>The configuration file's own name, which it cannot say itself.</summary>
    public const string Config = "config";

    private const string Prefix = "IMDS_EMULATOR_";

    public static IReadOnlyList<Setting> All { get; } =
    [
        Of(
            "port", "NUMBER", "Listen on this port; 0, the default, takes any free one.",
            nameof(ImdsEmulatorOptions.Port), (o, v) => o with { Port = Number(v, 0, 65535) }),
        Of(
            "host", "ADDRESS", "Listen on this address, for instance 0.0.0.0 in a container; 127.0.0.1, unless given.",
            nameof(ImdsEmulatorOptions.Host), (o, v) => o with { Host = v }),
        Of(
            "document", "FILE", "Serve this instance document (JSON) in place of the made-up VM; read again when it changes.",
            nameof(ImdsEmulatorOptions.Document),
            (o, v) => JsonSyntax.IsObject(v) ? o with { Document = v } : o with { DocumentFile = v }) with { IsFile = true },
        Of(
            "load-balancer", "FILE", "Serve this load balancer document (JSON); read again when it changes.",
            nameof(ImdsEmulatorOptions.LoadBalancerDocument),
            (o, v) => JsonSyntax.IsObject(v) ? o with { LoadBalancerDocument = v } : o with { LoadBalancerDocumentFile = v })
            with { IsFile = true },
        Of(
            "no-load-balancer", "", "Be a VM behind no load balancer.",
            null, (o, v) => o with { BehindLoadBalancer = !Switch(v) }),
        Of(
            "machines", "NUMBER", "Be so many machines of one scale set, each on a port of its own.",
            nameof(ImdsEmulatorOptions.Machines), (o, v) => o with { Machines = Number(v, 1, 100) }),
        Of(
            "newest-version", "DATE", "Know no api-version after this one, as an older host, or one ahead of the documents (2025-11-15).",
            nameof(ImdsEmulatorOptions.NewestApiVersion), (o, v) => o with { NewestApiVersion = v }),
        Of(
            "newest-listed-version", "DATE", "List no api-version after this one, as a host that answers newer ones before it lists them.",
            nameof(ImdsEmulatorOptions.NewestListedApiVersion), (o, v) => o with { NewestListedApiVersion = v }),
        Of(
            "attested-domain", "NAME", "Sign attested documents for this domain, for instance metadata.azure.us.",
            nameof(ImdsEmulatorOptions.AttestedDomain), (o, v) => o with { AttestedDomain = v }),
        Several(
            "identity", "identities", "IDENTITY", "Have this managed identity; may be given again. See below.",
            nameof(ImdsEmulatorOptions.Identities), (o, v) => o with { Identities = IdentitySyntax.Parse(v) }),
        Of(
            "tenant", "ID", "The tenant of the identities.",
            nameof(ImdsEmulatorOptions.TenantId), (o, v) => o with { TenantId = v }),
        Of(
            "throttle", "", "Keep the service's limits: 5 requests a second, identity 20 and 5 at once.",
            null, (o, v) => o with { Throttle = Switch(v) }),
        Several(
            "fault", "faults", "FAULT", "Let requests fail; may be given again. See below.",
            nameof(ImdsEmulatorOptions.Faults), (o, v) => o with { Faults = [.. v.Select(FaultSyntax.Parse)] }),
        Several(
            "event", "events", "EVENT", "Have an event on its way; may be given again. See below.",
            nameof(ImdsEmulatorOptions.ScheduledEvents), (o, v) => o with { ScheduledEvents = [.. v.Select(EventSyntax.Parse)] }),
        Of(
            "event-speed", "NUMBER", "Let events pass so many times faster.",
            nameof(ImdsEmulatorOptions.ScheduledEventSpeed), (o, v) => o with { ScheduledEventSpeed = Speed(v) }),
        new(
            "root-certificate", "FILE", "Write the certificate that a verifier of attested documents has to trust (PEM).",
            (s, v) => s with { RootCertificateFile = v[0] }) { IsFile = true },
        new("log", "", "Print a line for each request.", (s, v) => s with { Log = Switch(v[0]) }),
        new(Config, "FILE", "Read these settings from a file (JSON).", (s, _) => s) { IsFile = true },
    ];

    /// <summary>The property of <see cref="ImdsEmulatorOptions"/> that it sets, where one can be wrong.</summary>
    public string? Option { get; private init; }

    /// <summary>What a list of them is called; null for a setting that has one value.</summary>
    public string? Plural { get; private init; }

    /// <summary>Whether the value names a file.</summary>
    public bool IsFile { get; init; }

    public bool IsSwitch => Value.Length == 0;

    /// <summary>The environment variable.</summary>
    public string Variable => Prefix + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>The setting of this name, in any of the ways that names of settings are written.</summary>
    public static Setting? Find(string name) =>
        All.FirstOrDefault(setting => Fold(setting.Name) == Fold(name) || setting.Plural == Fold(name));

    /// <summary>The setting of an environment variable; null for a variable of something else.</summary>
    public static bool IsVariable(string variable, out Setting? setting)
    {
        var isOurs = variable.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
        setting = isOurs ? Find(variable[Prefix.Length..]) : null;
        return isOurs;
    }

    /// <summary>Whether it sets this property of <see cref="ImdsEmulatorOptions"/>, as text or by a file.</summary>
    public bool Sets(string? property) => Option is not null && (Option == property || Option + "File" == property);

    private static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static Setting Of(
        string name, string value, string help, string? option, Func<ImdsEmulatorOptions, string, ImdsEmulatorOptions> apply) =>
        new(name, value, help, (settings, values) => settings with { Options = apply(settings.Options, values[0]) })
        {
            Option = option,
        };

    private static Setting Several(
        string name, string plural, string value, string help, string option,
        Func<ImdsEmulatorOptions, IReadOnlyList<string>, ImdsEmulatorOptions> apply) =>
        new(name, value, help, (settings, values) => settings with { Options = apply(settings.Options, values) })
        {
            Option = option,
            Plural = plural,
        };

    private static int Number(string text, int lowest, int highest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest
            ? number
            : throw new UsageException($" must be a number from {lowest} to {highest}, not '{text}'.");

    private static double Speed(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed > 0
            ? speed
            : throw new UsageException($" must be a number above 0, not '{text}'.");

    private static bool Switch(string text) => text.ToLowerInvariant() switch
    {
        "" or "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new UsageException($" must be true or false, not '{text}'."),
    };
}
