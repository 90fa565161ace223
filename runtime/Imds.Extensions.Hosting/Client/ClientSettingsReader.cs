using System.Globalization;
using Imds.Generators.Primitives;
using Microsoft.Extensions.Configuration;

namespace Imds.Hosting;

/// <summary>Reads options of a client from configuration. What is wrong is said with the name of the setting and what it may be.</summary>
/// <remarks>Not by the binder of the platform: to that, a time-out of "20" is twenty days, and a misspelt setting is none.</remarks>
internal static class ClientSettingsReader
{
    public const string EndpointForm = "an absolute http address, such as http://127.0.0.1:8080/metadata";

    private delegate bool Setter(ImdsClientOptions options, string text);

    private static readonly Dictionary<string, (Setter Set, string Form)> Settings = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ImdsClientOptions.Endpoint)] = (
            static (options, text) => Uri.TryCreate(text, UriKind.Absolute, out var value) && Do(() => options.Endpoint = value),
            EndpointForm),
        [nameof(ImdsClientOptions.ConnectTimeout)] = Time(static (options, value) => options.ConnectTimeout = value),
        [nameof(ImdsClientOptions.AttemptTimeout)] = Time(static (options, value) => options.AttemptTimeout = value),
        [nameof(ImdsClientOptions.Timeout)] = Time(static (options, value) => options.Timeout = value),
        [nameof(ImdsClientOptions.ScheduledEventsTimeout)] = Time(static (options, value) => options.ScheduledEventsTimeout = value),
        [nameof(ImdsClientOptions.MaxAttempts)] = Number(static (options, value) => options.MaxAttempts = value),
        [nameof(ImdsClientOptions.RetryDelay)] = Time(static (options, value) => options.RetryDelay = value),
        [nameof(ImdsClientOptions.LimitRate)] = Switch(static (options, value) => options.LimitRate = value),
        [nameof(ImdsClientOptions.CacheTokens)] = Switch(static (options, value) => options.CacheTokens = value),
        [nameof(ImdsClientOptions.CacheLifetime)] = Time(static (options, value) => options.CacheLifetime = value),
        [nameof(ImdsClientOptions.AbsenceLifetime)] = Time(static (options, value) => options.AbsenceLifetime = value),
        [nameof(ImdsClientOptions.RequireCompleteData)] = Switch(static (options, value) => options.RequireCompleteData = value),
        [nameof(ImdsClientOptions.MaxResponseBytes)] = Number(static (options, value) => options.MaxResponseBytes = value),
    };

    /// <summary>Sets what the section has, and gives what is wrong with it.</summary>
    public static List<string> Read(IConfiguration section, ImdsClientOptions options)
    {
        var problems = new List<string>();
        foreach (var setting in section.GetChildren())
        {
            if (!Settings.TryGetValue(setting.Key, out var known))
            {
                if (Misspelt(setting.Key) is { } meant)
                {
                    problems.Add($"{WithoutPassword(setting.Path)}: there is no such setting; did you mean {meant}?");
                }
            }
            else if (setting.Value is { Length: > 0 } text && !known.Set(options, text.Trim()))
            {
                problems.Add($"{WithoutPassword(setting.Path)} is '{WithoutPassword(text)}': it must be {known.Form}.");
            }
        }

        return problems;
    }

    /// <summary>A text from outside, on one line, and without what may be a password in an address.</summary>
    public static string WithoutPassword(string text) => Shown.Text(text[(text.LastIndexOf('@') + 1)..]);

    private static (Setter, string) Time(Action<ImdsClientOptions, TimeSpan> set) => (
        (options, text) => text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value)
            && Do(() => set(options, value)),
        "a time as hours:minutes:seconds, such as 00:00:20");

    private static (Setter, string) Number(Action<ImdsClientOptions, int> set) => (
        (options, text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && Do(() => set(options, value)),
        "a whole number");

    private static (Setter, string) Switch(Action<ImdsClientOptions, bool> set) => (
        (options, text) => bool.TryParse(text, out var value) && Do(() => set(options, value)),
        "true or false");

    private static bool Do(Action set)
    {
        set();
        return true;
    }

    /// <summary>
    /// The setting that a name is close to. Other names are left alone: the section called Imds is read unasked, and an application may
    /// keep settings of its own in it.
    /// </summary>
    private static string? Misspelt(string name) => Nearest.To(name, Settings.Keys);
}
