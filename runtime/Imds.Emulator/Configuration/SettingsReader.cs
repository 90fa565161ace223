using System.Collections;
using System.Text.Json;
using Imds.Emulator.Syntax;

namespace Imds.Emulator.Configuration;

/// <summary>Reads the settings: from a file, over them those of the environment, over them those of the command line.</summary>
internal static class SettingsReader
{
    private const StringSplitOptions Lines = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <param name="commandLine">What was given on the command line, by setting.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="warn">Is told of variables that look like settings and are none.</param>
    /// <exception cref="UsageException">Something cannot be meant; the message is whole.</exception>
    public static EmulatorSettings Read(
        IReadOnlyDictionary<Setting, IReadOnlyList<string>> commandLine, IDictionary environment, Action<string> warn)
    {
        var given = new Dictionary<Setting, (string Label, IReadOnlyList<string> Values)>();
        foreach (var (setting, label, values) in FromEnvironment(environment, warn))
        {
            given[setting] = (label, values);
        }

        foreach (var (setting, values) in commandLine)
        {
            given[setting] = ("--" + setting.Name, values);
        }

        if (given.TryGetValue(Setting.Find(Setting.Config)!, out var config))
        {
            RequireFile(config.Label, config.Values[0]);
            foreach (var (setting, label, values) in FromFile(config.Values[0], config.Label))
            {
                given.TryAdd(setting, (label, values));
            }
        }

        var settings = new EmulatorSettings { Labels = given.ToDictionary(entry => entry.Key, entry => entry.Value.Label) };
        foreach (var setting in Setting.All.Where(given.ContainsKey))
        {
            var (label, values) = given[setting];
            if (setting.IsFile && !JsonSyntax.IsObject(values[0]))
            {
                RequireFile(label, values[0]);
            }

            settings = Named(label, () => setting.Apply(settings, values));
        }

        return settings;
    }

    private static IEnumerable<(Setting, string, IReadOnlyList<string>)> FromEnvironment(IDictionary environment, Action<string> warn)
    {
        foreach (var entry in environment.Cast<DictionaryEntry>())
        {
            var (variable, value) = ((string)entry.Key, (string?)entry.Value ?? "");
            if (!Setting.IsVariable(variable, out var setting) || value.Length == 0)
            {
                continue;
            }

            if (setting is null)
            {
                warn($"The environment variable {variable} is no setting of the emulator.");
                continue;
            }

            yield return (setting, variable, setting.Plural is null ? [value] : value.Split('\n', Lines));
        }
    }

    private static List<(Setting, string, IReadOnlyList<string>)> FromFile(string path, string option)
    {
        try
        {
            using var document = JsonSyntax.Parse(File.ReadAllText(path), Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new UsageException($"{option} '{path}' must be a JSON object whose members are settings.");
            }

            return [.. document.RootElement.EnumerateObject().Select(member => FromMember(member, path))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{option} cannot read '{path}': {e.Message}");
        }
        catch (JsonException e)
        {
            throw new UsageException($"{option} '{path}' is not valid JSON. {e.Message}");
        }
    }

    private static (Setting, string, IReadOnlyList<string>) FromMember(JsonProperty member, string path)
    {
        var label = $"{path}: {member.Name}";
        if (Setting.Find(member.Name) is not { Name: not Setting.Config } setting)
        {
            var hint = Nearest.Hint(member.Name, Setting.All.Select(known => known.Name));
            throw new UsageException($"{path}: there is no setting '{member.Name}'.{hint}");
        }

        var values = member.Value.ValueKind == JsonValueKind.Array && setting.Plural is not null
            ? member.Value.EnumerateArray().Select(item => Text(item, label)).ToList()
            : [Text(member.Value, label)];
        if (setting.IsFile && !JsonSyntax.IsObject(values[0]))
        {
            values[0] = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, values[0]);
        }

        // An empty list of identities is a VM without any; of anything else it says nothing.
        return (setting, label, values.Count > 0 || setting.Name != "identity" ? values : ["none"]);
    }

    private static string Text(JsonElement value, string label) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Object => value.GetRawText(),
        var kind => throw new UsageException($"{label} must not be a JSON {kind.ToString().ToLowerInvariant()}."),
    };

    private static void RequireFile(string label, string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new UsageException($"{label} must be the name of a file, not '{name}'.");
        }
    }

    private static EmulatorSettings Named(string label, Func<EmulatorSettings> apply)
    {
        try
        {
            return apply();
        }
        catch (UsageException e)
        {
            throw new UsageException(label + e.Message);
        }
    }
}
