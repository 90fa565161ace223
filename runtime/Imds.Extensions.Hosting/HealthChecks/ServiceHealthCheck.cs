using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Imds.Hosting;

/// <summary>Whether the service answers. Off Azure there is none, which is as it should be unless the application says otherwise.</summary>
internal sealed class ServiceHealthCheck(OwnClients clients, bool isRequired) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object> { ["endpoint"] = clients.Prompt.Endpoint.ToString() };
        if (!await clients.Prompt.IsAvailableAsync(cancellationToken).ConfigureAwait(false))
        {
            return await AbsentAsync(context, data, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            // That it was there once is remembered; that it is there now is not known before it has answered.
            await clients.Prompt.Versions.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ImdsException e) when (e.Reason is not (ImdsFailure.Refused or ImdsFailure.Throttled))
        {
            return new HealthCheckResult(context.Registration.FailureStatus, e.Message, e, data);
        }
        catch (ImdsException)
        {
            // Whoever refuses is there: older hosts do not list their versions.
        }

        return HealthCheckResult.Healthy("The Azure Instance Metadata Service answers.", data);
    }

    private async Task<HealthCheckResult> AbsentAsync(
        HealthCheckContext context, Dictionary<string, object> data, CancellationToken cancellationToken)
    {
        // Tells a machine that is none of Azure's from one whose way to the service is blocked.
        var diagnosis = await clients.Prompt.DiagnoseAsync(cancellationToken).ConfigureAwait(false);
        if (diagnosis.IsHealthy && !isRequired)
        {
            return HealthCheckResult.Healthy("Not on Azure.", data);
        }

        data["diagnosis"] = diagnosis.ToString();
        var reason = diagnosis.Checks.FirstOrDefault(check => check.Status == ImdsCheckStatus.Failed)?.Finding ?? "Not on Azure.";
        return new HealthCheckResult(context.Registration.FailureStatus, reason, data: data);
    }
}
