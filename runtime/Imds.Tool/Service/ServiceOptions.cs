using System.Globalization;
using System.CommandLine;
using System.CommandLine.Parsing;
using Imds.Tool.Specs;

namespace Imds.Tool.Service;

/// <summary>Which server a command asks, and how.</summary>
internal sealed class ServiceOptions
{
    private const string Variable = "IMDS_ENDPOINT";

    private readonly Option<Uri?> _endpoint = new("--endpoint", "-e")
    {
        Description =
            $"Ask the server at this address, such as http://127.0.0.1:8080/metadata. The default is {Variable}, or else the service.",
        HelpName = "URL",
        CustomParser = result => Address(result.Tokens.Single().Value, "--endpoint", result.AddError),
    };

    private readonly Option<bool> _emulator = new("--emulator") { Description = "Ask an emulator, which runs as long as the command." };

    private readonly Option<string?> _version = new("--api-version")
    {
        Description = "Ask for this api-version. The default is the newest that the host knows.",
        HelpName = "DATE",
    };

    private readonly Option<double?> _timeout = new("--timeout")
    {
        Description = "Give up after so many seconds: 30, unless given, or 130 for scheduled events, whose first reply takes a while.",
        HelpName = "SECONDS",
    };

    private ServiceOptions()
    {
        _version.CompletionSources
            .Add(_ => KnownVersions.All.Reverse().Select(version => new System.CommandLine.Completions.CompletionItem(version)));
        _timeout.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }]
                && !(double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86_400))
            {
                result.AddError($"--timeout must be a number of seconds greater than 0, not '{text}'.");
            }
        });
    }

    /// <summary>Gives a command the address alone, for one that asks no service itself.</summary>
    public static ServiceOptions AddEndpointTo(Command command)
    {
        var options = new ServiceOptions();
        command.Options.Add(options._endpoint);
        return options;
    }

    /// <summary>Gives a command these options.</summary>
    public static ServiceOptions AddTo(Command command)
    {
        var options = new ServiceOptions();
        command.Options.Add(options._endpoint);
        command.Options.Add(options._emulator);
        command.Options.Add(options._version);
        command.Options.Add(options._timeout);
        command.Validators.Add(result =>
        {
            if (result.GetValue(options._emulator) && result.GetResult(options._endpoint) is not null)
            {
                result.AddError("--emulator and --endpoint exclude each other.");
            }
        });
        return options;
    }

    /// <summary>Connects to what the command line chooses, or else the environment.</summary>
    /// <exception cref="CommandException">The address or the version is none.</exception>
    public async Task<Machine> ConnectAsync(ParseResult parsed, Host host, CancellationToken cancellationToken)
    {
        var version = parsed.GetValue(_version) is { } text ? KnownVersions.Known(text) : null;
        var timeout = parsed.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        if (parsed.GetValue(_emulator))
        {
            return await Machine.EmulateAsync(version, timeout, cancellationToken);
        }

        var endpoint = parsed.GetValue(_endpoint) ?? FromEnvironment(host) ?? ImdsClientOptions.DefaultEndpoint;
        return new Machine(endpoint, version, timeout, host.Handler);
    }

    /// <summary>The address that is chosen; null for the service itself.</summary>
    public Uri? Chosen(ParseResult parsed, Host host) => parsed.GetValue(_endpoint) ?? FromEnvironment(host);

    private static Uri? FromEnvironment(Host host) => host.Variable(Variable) is { Length: > 0 } text
        ? Address(text, Variable, message => throw new CommandException(ExitCode.Usage, message))
        : null;

    private static bool IsTaken(Uri endpoint)
    {
        try
        {
            new ImdsClientOptions { Endpoint = endpoint }.Validate();
            return true;
        }
        catch (ArgumentException)
        {
            return false; // it has no host
        }
    }

    private static Uri? Address(string text, string name, Action<string> fail)
    {
        // People write what they see, 127.0.0.1:8080.
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        if (Uri.TryCreate(whole, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.UserInfo.Length + uri.Query.Length + uri.Fragment.Length == 0 && !text.StartsWith('/') && IsTaken(uri))
        {
            return uri;
        }

        // Without the text, which may hold a password.
        fail($"{name} must be an http or https address without user, query or fragment, such as http://127.0.0.1:8080/metadata.");
        return null;
    }
}
