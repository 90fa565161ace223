using System.Net;
using System.Text.Json;
using Imds.CompilerServices;
using Imds.Runtime.Telemetry;
using Microsoft.Extensions.Logging;

namespace Imds.Runtime.Http;

/// <summary>Which version calls ask for: the target, until a service that does not know it makes it an older one, for good.</summary>
internal sealed class VersionNegotiation(ImdsApiVersion target, ImdsApiVersion minimum, IReadOnlyList<ImdsApiVersion> known, ILogger logger)
{
    private readonly SemaphoreSlim _one = new(1);
    private volatile Version _current = new(target);

    public ImdsApiVersion Current => _current.Value;

    /// <summary>The same as it stands in a URL.</summary>
    public string CurrentText => _current.Text;

    /// <summary>Whether the service refused the version, and an older one may do.</summary>
    public bool MayFallBack(ImdsException failure) =>
        minimum < target && failure.RefusesVersion;

    /// <summary>Chooses an older version after a refusal; false if there is none, or it was chosen before and is refused as well.</summary>
    /// <param name="failure">The refusal.</param>
    /// <param name="ask">Asks the service for its versions, for one that did not name them in its refusal; null where it lists none of this
    /// line.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> FallBackAsync(ImdsException failure, Func<CancellationToken, Task<Reply>>? ask,
        CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Current != target)
            {
                return failure.ApiVersion == target; // another call has chosen meanwhile
            }

            if (await ChooseAsync(failure, ask, cancellationToken).ConfigureAwait(false) is not { } chosen)
            {
                return false;
            }

            _current = new(chosen);
            logger.FallsBack(target.ToString(), chosen.ToString());
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<ImdsApiVersion?> ChooseAsync(ImdsException failure, Func<CancellationToken, Task<Reply>>? ask,
        CancellationToken cancellationToken)
    {
        // The refusal names three at most, and older hosts none: the list of all is the next best, the minimum the last.
        if (Newest(failure.NewestVersions) is { } named)
        {
            return named;
        }

        if (ask is null)
        {
            return failure.NewestVersions.Count == 0 ? minimum : null;
        }

        ImdsList<string> listed;
        try
        {
            listed = (await ask(cancellationToken).ConfigureAwait(false)).Read(ReadVersions);
        }
        catch (ImdsException e) when (e.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
        {
            return failure.NewestVersions.Count == 0 ? minimum : null; // a host from before there was a list
        }

        return Newest(listed);
    }

    private ImdsApiVersion? Newest(ImdsList<string> versions)
    {
        ImdsApiVersion? newest = null;
        foreach (var text in versions)
        {
            if (ImdsApiVersion.TryParse(text, out var version) && version >= minimum && version < target && known.Contains(version)
                && (newest is null || version > newest))
            {
                newest = version;
            }
        }

        return newest;
    }

    private sealed class Version(ImdsApiVersion value)
    {
        public ImdsApiVersion Value { get; } = value;

        public string Text { get; } = value.ToString();
    }

    private static ImdsList<string> ReadVersions(ref Utf8JsonReader reader)
    {
        var versions = ImdsList<string>.Empty;
        if (ImdsJson.BeginObject(ref reader))
        {
            while (ImdsJson.NextMember(ref reader))
            {
                if (ImdsJson.Name(ref reader).SequenceEqual("apiVersions"u8))
                {
                    versions = ImdsJson.ReadList(ref reader, static (ref Utf8JsonReader item) => ImdsJson.ReadString(ref item));
                }
                else
                {
                    ImdsJson.Skip(ref reader);
                }
            }
        }

        return versions;
    }
}
