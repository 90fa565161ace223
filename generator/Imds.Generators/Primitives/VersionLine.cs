namespace Imds.Generators.Primitives;

/// <summary>A line of api-versions, by its name. Most endpoints follow one line; scheduled events have a line of their own.</summary>
internal readonly record struct VersionLine(string Name)
{
    /// <summary>The line that a project chooses its version from.</summary>
    public static VersionLine Instance { get; } = new("instance");

    public override string ToString() => Name;
}
