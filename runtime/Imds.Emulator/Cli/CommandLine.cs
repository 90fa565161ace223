using System.Globalization;

namespace Imds.Emulator.Cli;

/// <summary>What was asked on the command line: to run, to show the help, or something wrong.</summary>
internal sealed record CommandLine
{
    /// <summary>Null where there is nothing to run.</summary>
    public ImdsEmulatorOptions? Options { get; private init; }

    public IReadOnlyList<(string Endpoint, ImdsFault Fault, int Count)> Faults { get; private init; } = [];

    public string? Error { get; private init; }

    public static string Help { get; } = $"""
        An Azure Instance Metadata Service on 127.0.0.1.

        Usage: imds-emulator [options]

          --port NUMBER            Listen on this port; 0, the default, takes any free one.
          --document FILE          Serve this instance document (JSON) in place of the made-up VM.
          --load-balancer FILE     Serve this load balancer document (JSON).
          --no-load-balancer       Be a VM behind no load balancer.
          --newest-version DATE    Know no api-version after this one, as an older host.
          --attested-domain NAME   Sign attested documents for this domain, for instance metadata.azure.us.
          --throttle               Keep the service's limits: 5 requests a second, identity 20 and 5 at once.
          --fault FAULT            Let requests fail; may be given again. See below.
          --event EVENT            Have an event on its way; may be given again. See below.
          --event-speed NUMBER     Let events pass so many times faster.
          --help                   Show this text.

        When it is ready it prints one line with its address. Ctrl+C ends it.

        {FaultSyntax.Help}
                                   {Kebab.Names<AttestedDefect>().Replace(", ", ",\n                           ", StringComparison.Ordinal)}.

        {EventSyntax.Help}
        """;

    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        try
        {
            var settings = Read(arguments);
            return settings.ContainsKey("--help")
                ? new CommandLine()
                : new CommandLine
                {
                    Options = ToOptions(settings),
                    Faults = [.. Values(settings, "--fault").Select(FaultSyntax.Parse)],
                };
        }
        catch (UsageException e)
        {
            return new CommandLine { Error = e.Message };
        }
    }

    private static Dictionary<string, List<string>> Read(IReadOnlyList<string> arguments)
    {
        var settings = new Dictionary<string, List<string>>();
        for (var index = 0; index < arguments.Count; index++)
        {
            var name = arguments[index] is "-h" or "-?" ? "--help" : arguments[index];
            var value = name switch
            {
                "--help" or "--no-load-balancer" or "--throttle" => "",
                "--port" or "--document" or "--load-balancer" or "--newest-version" or "--attested-domain"
                    or "--fault" or "--event" or "--event-speed" => ++index < arguments.Count
                        ? arguments[index]
                        : throw new UsageException($"{name} needs a value."),
                _ => throw new UsageException($"There is no option '{name}'."),
            };
            if (!settings.TryAdd(name, [value]))
            {
                if (name is not ("--fault" or "--event"))
                {
                    throw new UsageException($"{name} is given twice.");
                }

                settings[name].Add(value);
            }
        }

        return settings;
    }

    private static ImdsEmulatorOptions ToOptions(Dictionary<string, List<string>> settings)
    {
        var defaults = new ImdsEmulatorOptions();
        return new ImdsEmulatorOptions
        {
            Port = Value(settings, "--port") is { } port ? ToPort(port) : defaults.Port,
            Document = ReadFile(settings, "--document"),
            LoadBalancerDocument = ReadFile(settings, "--load-balancer"),
            BehindLoadBalancer = !settings.ContainsKey("--no-load-balancer"),
            NewestApiVersion = Value(settings, "--newest-version") ?? defaults.NewestApiVersion,
            AttestedDomain = Value(settings, "--attested-domain") ?? defaults.AttestedDomain,
            Throttle = settings.ContainsKey("--throttle"),
            ScheduledEvents = [.. Values(settings, "--event").Select(EventSyntax.Parse)],
            ScheduledEventSpeed = Value(settings, "--event-speed") is { } speed ? ToSpeed(speed) : defaults.ScheduledEventSpeed,
        };
    }

    private static IEnumerable<string> Values(Dictionary<string, List<string>> settings, string name) =>
        settings.TryGetValue(name, out var values) ? values : [];

    private static string? Value(Dictionary<string, List<string>> settings, string name) => Values(settings, name).SingleOrDefault();

    private static int ToPort(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new UsageException($"--port must be a number from 0 to 65535, not '{text}'.");

    private static double ToSpeed(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed > 0
            ? speed
            : throw new UsageException($"--event-speed must be a number above 0, not '{text}'.");

    private static string? ReadFile(Dictionary<string, List<string>> settings, string option)
    {
        if (Value(settings, option) is not { } path)
        {
            return null;
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{option} cannot read '{path}': {e.Message}");
        }
    }
}
