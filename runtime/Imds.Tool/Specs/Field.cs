namespace Imds.Tool.Specs;

/// <summary>A field of the service over all versions.</summary>
/// <param name="Document">The endpoint whose reply has it; behind a # a document within, such as the signed one.</param>
/// <param name="Path">Dotted, from the root of the document: <c>network.interface[].macAddress</c>.</param>
/// <param name="Ranges">The versions at which it is there.</param>
/// <param name="Status">How it is known: empty for documented.</param>
internal sealed record Field(string Document, string Path, IReadOnlyList<VersionRange> Ranges, string Status)
{
    /// <summary>The last name of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>As the command shows it: a path for the instance document, else behind the document that has it.</summary>
    public string Display => Document == KnownVersions.Instance ? Path : $"{Document}: {Path}";

    public bool IsAt(string version) => Ranges.Any(range => range.Contains(version));
}

/// <summary>From the version that brought something to, without it, the one that took it; versions compare as their texts do.</summary>
/// <param name="Introduced">Empty where that is not known, or there was never none.</param>
/// <param name="Withdrawn">Empty until today.</param>
internal sealed record VersionRange(string Introduced, string Withdrawn)
{
    public bool Contains(string version) =>
        string.CompareOrdinal(Introduced, version) <= 0 && (Withdrawn.Length == 0 || string.CompareOrdinal(version, Withdrawn) < 0);
}
