using System.Text.Json;
using Imds.CompilerServices;
using Imds.Runtime.Policies;
using Imds.Runtime.Routing;

namespace Imds.Runtime.Http;

/// <summary>What a look at an address found.</summary>
internal enum Finding
{
    /// <summary>The service.</summary>
    Service,

    /// <summary>Nothing, or something else than the service.</summary>
    NoService,

    /// <summary>Something that may be the service, but is at fault now.</summary>
    Unclear,
}

/// <summary>Finds out within a second whether the service answers at the endpoint.</summary>
internal sealed class Probe(HttpMessageInvoker http, Settings settings, RequestLimits limits, ImdsApiVersion apiVersion)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private bool _sent;

    public async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        using var limit = new Deadline(Limit, settings.Time, cancellationToken);
        try
        {
            var versions = await AskAsync("versions", "", limit.Token).ConfigureAwait(false);
            var finding = Judge(versions, "apiVersions"u8);

            // Older hosts refuse this endpoint as any server would, so only the instance document tells.
            return finding == Finding.NoService && (int)versions.Status is >= 400 and < 500 && IsError(versions)
                ? Judge(await AskAsync("instance?api-version=" + apiVersion, apiVersion.ToString(), limit.Token).ConfigureAwait(false), "compute"u8)
                : finding;
        }
        catch (ImdsException)
        {
            // No whole reply, for whatever reason: not the service as it should be.
            return Finding.NoService;
        }
        catch (OperationCanceledException) when (limit.Passed && !cancellationToken.IsCancellationRequested)
        {
            return _sent ? Finding.NoService : Finding.Unclear; // the time went by waiting for a turn
        }
    }

    private async Task<Reply> AskAsync(string path, string version, CancellationToken cancellationToken)
    {
        using var turn = await limits.WaitAsync(EndpointRules.Of(path), cancellationToken).ConfigureAwait(false);
        _sent = true;
        var target = new Target(HttpMethod.Get, $"{settings.Endpoint}/{path}", version, path.Split('?')[0]);
        return await new Exchange(http, settings, target, body: null, Limit).ReceiveAsync(cancellationToken).ConfigureAwait(false);
    }

    private static Finding Judge(Reply reply, ReadOnlySpan<byte> member) =>
        reply.IsWebPage ? Finding.NoService
        : reply.ServerName.StartsWith("IMDS/", StringComparison.OrdinalIgnoreCase) ? Finding.Service
        : (int)reply.Status switch
        {
            200 => Has(reply, member) ? Finding.Service : Finding.NoService,
            429 => Finding.Service, // nothing else that stands here counts requests
            >= 500 => Finding.Unclear,
            _ => ServiceError.Of(reply).NewestVersions.Count > 0 ? Finding.Service : Finding.NoService,
        };

    private static bool IsError(Reply reply) => Has(reply, "error"u8);

    /// <summary>Whether the reply is a JSON object with such a member.</summary>
    public static bool Has(Reply reply, ReadOnlySpan<byte> member)
    {
        var reader = new Utf8JsonReader(reply.Body.Span);
        try
        {
            reader.Read();
            if (!ImdsJson.BeginObject(ref reader))
            {
                return false;
            }

            while (ImdsJson.NextMember(ref reader))
            {
                if (ImdsJson.Name(ref reader).SequenceEqual(member))
                {
                    return true;
                }

                ImdsJson.Skip(ref reader);
            }
        }
        catch (JsonException)
        {
            // Not JSON, so not a reply of the service.
        }

        return false;
    }
}
