using Microsoft.Extensions.Logging;

namespace Imds.Emulator.Configuration;

/// <summary>What was asked for, from wherever it came.</summary>
internal sealed record EmulatorSettings
{
    public ImdsEmulatorOptions Options { get; init; } = new();

    /// <summary>Where to write the root certificate; null for nowhere.</summary>
    public string? RootCertificateFile { get; init; }

    /// <summary>Whether each request is printed.</summary>
    public bool Log { get; init; }

    /// <summary>Under which name each setting was given: --port, IMDS_EMULATOR_PORT, emulator.json: port.</summary>
    public IReadOnlyDictionary<Setting, string> Labels { get; init; } = new Dictionary<Setting, string>();

    /// <summary>The same, with what the emulator tells of itself going to a logger.</summary>
    public ImdsEmulatorOptions WithLogger(ILogger logger) => Options with { Logger = logger };

    /// <summary>What is wrong with an option, under the name by which it was given.</summary>
    public string Explain(ArgumentException e)
    {
        var property = Senseless.OptionOf(e);
        var setting = Setting.All.FirstOrDefault(setting => setting.Sets(property));
        return (setting is null ? property : Labels.GetValueOrDefault(setting, "--" + setting.Name)) + Senseless.ProblemOf(e);
    }
}
