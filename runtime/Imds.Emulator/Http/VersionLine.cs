namespace Imds.Emulator.Http;

/// <summary>The api-versions that one endpoint answers, oldest first.</summary>
internal sealed class VersionLine(IEnumerable<string> versions)
{
    private readonly string[] _versions = [.. versions.Order(StringComparer.Ordinal)];

    /// <summary>False on a host older than the endpoint.</summary>
    public bool Any => _versions.Length > 0;

    public IReadOnlyList<string> All => _versions;

    /// <summary>As the service puts them in an error: three, newest first.</summary>
    public IEnumerable<string> Newest => Enumerable.Reverse(_versions).Take(3);

    public bool Knows(string version) => Array.BinarySearch(_versions, version, StringComparer.Ordinal) >= 0;

    /// <summary>What is left of this line from one version to another, both included.</summary>
    public VersionLine Between(string oldest, string newest) =>
        new(_versions.Where(version =>
            string.CompareOrdinal(version, oldest) >= 0 && string.CompareOrdinal(version, newest) <= 0));
}
