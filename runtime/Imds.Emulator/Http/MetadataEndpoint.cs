namespace Imds.Emulator.Http;

/// <summary>One endpoint of the service, asked only with a method, version and format it takes.</summary>
internal abstract class MetadataEndpoint(string path, VersionLine? versions)
{
    /// <summary>Below /metadata, without a leading slash.</summary>
    public string Path { get; } = path;

    /// <summary>The versions it answers; null where it takes none.</summary>
    public VersionLine? Versions { get; } = versions;

    /// <summary>Whether more path segments may follow, and format=text be asked.</summary>
    public virtual bool TakesFilters => false;

    public virtual bool TakesPost => false;

    /// <summary>Whether errors of its own have the shape of OAuth 2.</summary>
    public virtual bool IsIdentity => false;

    public abstract Reply Answer(ImdsRequest request);
}
