using System.ComponentModel;

namespace Imds.CompilerServices;

/// <summary>How the service behaves at one endpoint, as the specs say it: the runtime knows no endpoint itself.</summary>
/// <remarks>
/// Generated code makes one for each endpoint and keeps it, so that a call allocates nothing for it. No accessor is init: that is another
/// one on .NET Standard than on .NET, and a library compiled against the one runs with the other.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImdsEndpoint
{
    /// <summary>Makes an endpoint with the behaviour that most have: no reply is kept, and no refusal passes.</summary>
    /// <param name="path">The path below <c>/metadata/</c>.</param>
    public ImdsEndpoint(string path) => Path = path ?? throw new ArgumentNullException(nameof(path));

    /// <summary>The path below <c>/metadata/</c>.</summary>
    public string Path { get; }

    /// <summary>The version to ask for: null for the client's, "" where the endpoint takes none.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>
    /// The older versions of the endpoint's own line that will do where the service does not know <see cref="ApiVersion"/>.
    /// </summary>
    public IReadOnlyList<string> OlderVersions { get; set; } = [];

    /// <summary>The limits that the service keeps for its requests.</summary>
    public ImdsRequestLimits Limits { get; set; }

    /// <summary>Whether an old reply is as good as a new one: not for what expires, changes, or proves something.</summary>
    public bool IsCacheable { get; set; }

    /// <summary>
    /// The member of the document that says when it expires, in seconds since 1970: until then it is as good as a new one.
    /// </summary>
    public string? ExpiryMember { get; set; }

    /// <summary>The flag by which a request asks for a document that the service has not kept; its reply replaces what is kept.</summary>
    public string? BypassParameter { get; set; }

    /// <summary>The flag by which a request refuses a document that lacks a part.</summary>
    public string? CompletenessParameter { get; set; }

    /// <summary>The parameters of which a request may have one at most.</summary>
    public IReadOnlyList<string> ExclusiveParameters { get; set; } = [];

    /// <summary>Whether the first reply may take minutes.</summary>
    public bool IsSlow { get; set; }

    /// <summary>The refusals (status 4xx) that pass when the request is sent again.</summary>
    public IReadOnlyList<int> PassingRefusals { get; set; } = [];

    /// <summary>The members of which the whole document has one at least: without any, it is not what was asked for.</summary>
    public IReadOnlyList<string> Members { get; set; } = [];

    /// <summary>Whether a reply without content stands for an empty document.</summary>
    public bool MayBeEmpty { get; set; }

    /// <summary>What a status 404 means here, as a clause.</summary>
    public string? NotFound { get; set; }
}

/// <summary>The limits that the service keeps for the requests of an endpoint.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ImdsRequestLimits
{
    /// <summary>5 a second, for all such endpoints together.</summary>
    General,

    /// <summary>20 a second and 5 at once, for all such endpoints together.</summary>
    Identity,
}
