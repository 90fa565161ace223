using System.Text.Json;
using Imds.CompilerServices;
using Imds.Runtime.Options;
using Imds.Runtime.Policies;

namespace Imds.Runtime.Http;

/// <summary>What a probe of an address found.</summary>
internal enum ProbeResult
{
    /// <summary>The service.</summary>
    Service,

    /// <summary>Nothing, or something else than the service.</summary>
    NoService,

    /// <summary>Something that may be the service, but is at fault now.</summary>
    Unclear,
}

/// <summary>Finds out within a second whether the service answers at the endpoint.</summary>
internal sealed class ServiceProbe(HttpMessageInvoker http, ClientSettings settings, RequestLimits limits, ImdsApiVersion apiVersion)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private bool _sent;

    public async Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        using var limit = new Deadline(Limit, settings.Time, cancellationToken);
        try
        {
            var versions = await AskAsync(WellKnown.Versions, "", limit.Token).ConfigureAwait(false);
            var result = Judge(versions, WellKnown.Versions);

            // Older hosts refuse this endpoint as any server would, so only the instance document tells.
            return result == ProbeResult.NoService && (int)versions.Status is >= 400 and < 500 && IsError(versions)
                ? Judge(await AskAsync(WellKnown.Instance, apiVersion.ToString(), limit.Token).ConfigureAwait(false), WellKnown.Instance)
                : result;
        }
        catch (ImdsException e)
        {
            // No whole reply: not the service as it should be. Where one has begun, or might have, nobody knows whose it was.
            return e.Reason == ImdsFailure.Interrupted ? ProbeResult.Unclear : ProbeResult.NoService;
        }
        catch (OperationCanceledException) when (limit.Passed && !cancellationToken.IsCancellationRequested)
        {
            return _sent ? ProbeResult.NoService : ProbeResult.Unclear; // the time went by waiting for a turn
        }
    }

    private async Task<Reply> AskAsync(ImdsEndpoint endpoint, string version, CancellationToken cancellationToken)
    {
        using var turn = await limits.WaitAsync(endpoint.Limits, cancellationToken).ConfigureAwait(false);
        _sent = true;
        var target = WellKnown.TargetOf(endpoint, settings.Endpoint, version);
        return await new Exchange(http, settings, target, body: null, Limit).ReceiveAsync(cancellationToken).ConfigureAwait(false);
    }

    private static ProbeResult Judge(Reply reply, ImdsEndpoint endpoint) =>
        reply.IsWebPage ? ProbeResult.NoService
        : reply.ServerName.StartsWith("IMDS/", StringComparison.OrdinalIgnoreCase) ? ProbeResult.Service
        : (int)reply.Status switch
        {
            200 => ReplyCheck.HasAny(reply, endpoint.Members) ? ProbeResult.Service : ProbeResult.NoService,
            429 => ProbeResult.Service, // nothing else that stands here counts requests
            >= 500 => ProbeResult.Unclear,
            _ => ServiceError.Of(reply).NewestVersions.Count > 0 ? ProbeResult.Service : ProbeResult.NoService,
        };

    private static bool IsError(Reply reply) => ReplyCheck.HasAny(reply, ["error"]);
}
