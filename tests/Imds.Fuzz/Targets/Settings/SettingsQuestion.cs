using System.Text.Json.Serialization;

namespace Imds.Fuzz.Targets.Settings;

/// <summary>What somebody has set, in one of the places where things are set.</summary>
internal sealed record SettingsQuestion
{
    public SettingsPlace Place { get; set; }

    /// <summary>The words of a command line.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>Names and values: variables of the environment, or keys of the configuration.</summary>
    public IReadOnlyDictionary<string, string> Values { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What is in the file that FILE stands for, or comes in.</summary>
    public string Text { get; set; } = "";

    /// <summary>Whether the service answers with the text as well.</summary>
    public bool IsServed { get; set; }
}

internal enum SettingsPlace
{
    /// <summary>The words behind imds.</summary>
    Tool,

    /// <summary>The settings of the emulator: command line, environment and file.</summary>
    Emulator,

    /// <summary>The options of a client in an application with a host.</summary>
    Hosting,

    /// <summary>User data that becomes configuration.</summary>
    UserData,
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(SettingsQuestion))]
internal sealed partial class SettingsQuestionJson : JsonSerializerContext;
