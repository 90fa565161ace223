using System.Globalization;

namespace Imds.Emulator.Cli;

/// <summary>What was asked on the command line: to run with options, to show the help, or something wrong.</summary>
internal sealed record CommandLine(ImdsEmulatorOptions? Options, string? Error = null)
{
    public const string Help = """
        An Azure Instance Metadata Service on 127.0.0.1.

        Usage: imds-emulator [options]

          --port NUMBER            Listen on this port; 0, the default, takes any free one.
          --document FILE          Serve this instance document (JSON) in place of the made-up VM.
          --load-balancer FILE     Serve this load balancer document (JSON).
          --no-load-balancer       Be a VM behind no load balancer.
          --newest-version DATE    Know no api-version after this one, as an older host.
          --attested-domain NAME   Sign attested documents for this domain, for instance metadata.azure.us.
          --help                   Show this text.

        When it is ready it prints one line with its address. Ctrl+C ends it.
        """;

    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var settings = new Dictionary<string, string>();
        var index = 0;
        try
        {
            while (index < arguments.Count)
            {
                var name = arguments[index++];
                switch (name)
                {
                    case "--help" or "-h" or "-?":
                        return new CommandLine(Options: null);
                    case "--no-load-balancer":
                        Set(settings, name, "");
                        break;
                    case "--port" or "--document" or "--load-balancer" or "--newest-version" or "--attested-domain":
                        Set(settings, name, index < arguments.Count ? arguments[index++] : throw new UsageException($"{name} needs a value."));
                        break;
                    default:
                        throw new UsageException($"There is no option '{name}'.");
                }
            }

            return new CommandLine(ToOptions(settings));
        }
        catch (UsageException e)
        {
            return new CommandLine(Options: null, e.Message);
        }
    }

    private static void Set(Dictionary<string, string> settings, string name, string value)
    {
        if (!settings.TryAdd(name, value))
            throw new UsageException($"{name} is given twice.");
    }

    private static ImdsEmulatorOptions ToOptions(Dictionary<string, string> settings)
    {
        var defaults = new ImdsEmulatorOptions();
        return new ImdsEmulatorOptions
        {
            Port = settings.TryGetValue("--port", out var port) ? ToPort(port) : 0,
            Document = settings.TryGetValue("--document", out var document) ? ReadFile("--document", document) : null,
            LoadBalancerDocument = settings.TryGetValue("--load-balancer", out var balancer) ? ReadFile("--load-balancer", balancer) : null,
            BehindLoadBalancer = !settings.ContainsKey("--no-load-balancer"),
            NewestApiVersion = settings.GetValueOrDefault("--newest-version", defaults.NewestApiVersion),
            AttestedDomain = settings.GetValueOrDefault("--attested-domain", defaults.AttestedDomain),
        };
    }

    private static int ToPort(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new UsageException($"--port must be a number from 0 to 65535, not '{text}'.");

    private static string ReadFile(string option, string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{option} cannot read '{path}': {e.Message}");
        }
    }

    private sealed class UsageException(string message) : Exception(message);
}
