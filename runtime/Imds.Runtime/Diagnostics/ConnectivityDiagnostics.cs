using Imds.Runtime.Http;
using Imds.Runtime.Options;
using Imds.Runtime.Policies;

namespace Imds.Runtime.Diagnostics;

/// <summary>Checks what people are told to check by hand when the service does not answer.</summary>
internal sealed class ConnectivityDiagnostics(
    HttpMessageInvoker http, ClientSettings settings, RequestLimits limits, ImdsApiVersion apiVersion, LocalMachine machine)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public async Task<ImdsDiagnosis> RunAsync(CancellationToken cancellationToken)
    {
        var endpoint = new Uri(settings.Endpoint);
        var route = NetworkChecks.Route(endpoint, settings.ReachesNetwork, machine);
        var proxy = NetworkChecks.Proxy(endpoint);
        var (reply, failure) = await AskAsync(cancellationToken).ConfigureAwait(false);
        return new ImdsDiagnosis(reply is null && IsElsewhere(endpoint)
            ? [NotOnAzure(route), proxy, Elsewhere(failure!), Header(null), Version(null), Data(null)]
            : [route, proxy, Answer(reply, failure), Header(reply), Version(reply), Data(reply)]);
    }

    // An emulator that is not running is a fault on any machine; that the service itself is not at its address is one on Azure alone.
    private bool IsElsewhere(Uri endpoint) => endpoint.Host == ImdsClientOptions.DefaultEndpoint.Host && !machine.LooksLikeAzure;

    private static ImdsCheck NotOnAzure(ImdsCheck route) =>
        route.Status == ImdsCheckStatus.Failed ? new(route.Name, ImdsCheckStatus.Skipped, route.Finding) : route;

    private static ImdsCheck Elsewhere(ImdsException failure) => new(
        "answer", ImdsCheckStatus.Skipped,
        "Not on Azure: nothing says that this machine is a virtual machine there, and no service answers, as is to be expected. "
        + $"{failure.Message}",
        "For development, start an emulator and set ImdsClientOptions.Endpoint to its address.");

    private async Task<(Reply? Reply, ImdsException? Failure)> AskAsync(CancellationToken cancellationToken)
    {
        using var turn = await limits.WaitAsync(WellKnown.Instance.Limits, cancellationToken).ConfigureAwait(false);
        var target = WellKnown.TargetOf(WellKnown.Instance, settings.Endpoint, apiVersion.ToString());
        try
        {
            return (await new Exchange(http, settings, target, body: null, Limit).ReceiveAsync(cancellationToken).ConfigureAwait(false),
                null);
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
        var status = $"Something answers, with status {(int)reply.Status}" + (reply.ServerName.Length == 0
            ? "." : $" and as '{Shown.Text(reply.ServerName)}'.");
        return wrong switch
        {
            { Reason: ImdsFailure.NotImds or ImdsFailure.ServiceFault or ImdsFailure.Throttled } =>
                new("answer", ImdsCheckStatus.Failed, wrong.Message),
            null when !ReplyCheck.HasAny(reply, WellKnown.Instance.Members) => new(
                "answer", ImdsCheckStatus.Failed, status + " But it is not an instance document.",
                "Something other than the service answers at this address: check what it is, and whether the endpoint is right."),
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
                "Something between here and the service takes headers away, such as a proxy, a service mesh or a sidecar: let this "
                + "address pass by it.")
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

    // What the documents say of replies that are right in form and yet not what people look for.
    private static ImdsCheck Data(Reply? reply)
    {
        const string Name = "data";
        if (reply is null || (int)reply.Status != 200 || Failures.Of(reply) is not null)
        {
            return new(Name, ImdsCheckStatus.Skipped, "There was no document to look at.");
        }

        var (hasCompute, isInScaleSet) = InstanceFacts.Read(reply);
        if (!hasCompute)
        {
            return new(
                Name, ImdsCheckStatus.Warning, "The document says nothing of the machine itself (compute is empty or missing).",
                "A machine of the classic deployment model has no more than this. For another, change something about it, such as a tag "
                + "or a disk, so that the service is fed anew.");
        }

        return isInScaleSet
            ? new(
                Name, ImdsCheckStatus.Passed,
                "The document has the machine's data. The machine is one of a scale set, whose tags may be old.",
                "Tags that are changed on the scale set show after the machine is restarted.")
            : new(Name, ImdsCheckStatus.Passed, "The document has the machine's data.");
    }
}
