using Imds.Runtime.Http;
using Imds.Runtime.Policies;
using Imds.Runtime.Routing;

namespace Imds.Runtime.Diagnostics;

/// <summary>Checks what people are told to check by hand when the service does not answer.</summary>
internal sealed class Doctor(HttpMessageInvoker http, Settings settings, RequestLimits limits, ImdsApiVersion apiVersion)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public async Task<ImdsDiagnosis> RunAsync(CancellationToken cancellationToken)
    {
        var endpoint = new Uri(settings.Endpoint);
        var checks = new List<ImdsCheck> { NetworkCheck.Route(endpoint, settings), NetworkCheck.Proxy(endpoint) };
        var (reply, failure) = await AskAsync(cancellationToken).ConfigureAwait(false);
        checks.Add(Answer(reply, failure));
        checks.Add(Header(reply));
        checks.Add(Version(reply));
        return new ImdsDiagnosis(checks);
    }

    private async Task<(Reply? Reply, ImdsException? Failure)> AskAsync(CancellationToken cancellationToken)
    {
        using var turn = await limits.WaitAsync(EndpointRules.Of("instance"), cancellationToken).ConfigureAwait(false);
        var target = new Target(HttpMethod.Get, $"{settings.Endpoint}/instance?api-version={apiVersion}", apiVersion.ToString(), "instance");
        try
        {
            return (await new Exchange(http, settings, target, body: null, Limit).ReceiveAsync(cancellationToken).ConfigureAwait(false), null);
        }
        catch (ImdsException e)
        {
            return (null, e); // what it says is what the check finds
        }
    }

    private static ImdsCheck Answer(Reply? reply, ImdsException? failure)
    {
        if (reply is null)
        {
            return new("answer", ImdsCheckStatus.Failed, failure!.Message);
        }

        var wrong = Failures.Of(reply);
        var status = $"Something answers, with status {(int)reply.Status}" + (reply.ServerName.Length == 0 ? "." : $" and as '{reply.ServerName}'.");
        return wrong switch
        {
            { Reason: ImdsFailure.NotImds or ImdsFailure.ServiceFault or ImdsFailure.Throttled } => new("answer", ImdsCheckStatus.Failed, wrong.Message),
            null when !Probe.Has(reply, "compute"u8) && !Probe.Has(reply, "network"u8) => new(
                "answer", ImdsCheckStatus.Failed, status + " But it is no instance document.",
                "Something else than the service answers at this address: see what it is, and whether the endpoint is right."),
            _ => new("answer", ImdsCheckStatus.Passed, status),
        };
    }

    private static ImdsCheck Header(Reply? reply)
    {
        if (reply is null)
        {
            return new("header", ImdsCheckStatus.Skipped, "There was no answer to tell by.");
        }

        // The header was sent, so if it did not arrive, something took it away.
        return ServiceError.Of(reply).Error.IndexOf("metadata header", StringComparison.OrdinalIgnoreCase) >= 0
            ? new(
                "header", ImdsCheckStatus.Failed, "The service says that the header 'Metadata: true' is missing, though it was sent.",
                "Something between here and the service takes headers away, such as a proxy, a service mesh or a sidecar: let this address pass by it.")
            : new("header", ImdsCheckStatus.Passed, "Nothing says that the header 'Metadata: true' was lost on the way.");
    }

    private ImdsCheck Version(Reply? reply)
    {
        if (reply is null)
        {
            return new("version", ImdsCheckStatus.Skipped, "There was no answer to tell by.");
        }

        var error = ServiceError.Of(reply);
        if (error.NewestVersions.Count > 0 || error.Error.IndexOf("version", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            var newest = error.NewestVersions.Count > 0 ? $" Its newest are {string.Join(", ", error.NewestVersions)}." : "";
            return new(
                "version", ImdsCheckStatus.Failed, $"The service here does not know api-version {apiVersion}.{newest}",
                "Choose a version that it knows, or set a minimum version, so that the client can fall back.");
        }

        return (int)reply.Status == 200
            ? new("version", ImdsCheckStatus.Passed, $"The service here knows api-version {apiVersion}.")
            : new("version", ImdsCheckStatus.Skipped, "The answer does not tell.");
    }
}
