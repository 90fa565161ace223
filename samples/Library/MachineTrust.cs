// Why: a library runs on hosts that its author does not choose, so it has a range of versions, and guards where a field is newer.
using System;
using System.Threading;
using System.Threading.Tasks;
using Contoso.Placement.Imds;
using Imds;

namespace Contoso.Placement;

/// <summary>What a machine is, as far as the host that it runs on can tell.</summary>
public sealed class MachineTrust
{
    private MachineTrust(string name, string? securityType) => (Name, SecurityType) = (name, securityType);

    /// <summary>The name of the machine.</summary>
    public string Name { get; }

    /// <summary>Such as TrustedLaunch or ConfidentialVM; null where the host is too old to know.</summary>
    public string? SecurityType { get; }

    /// <summary>Asks the service.</summary>
    /// <param name="endpoint">Where it is; null on a virtual machine in Azure.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<MachineTrust> ReadAsync(Uri? endpoint = null, CancellationToken cancellationToken = default)
    {
        using var imds = new ImdsClient(endpoint is null ? new ImdsClientOptions() : new ImdsClientOptions { Endpoint = endpoint });
        Compute compute = await imds.Instance.Compute.GetAsync(cancellationToken).ConfigureAwait(false);
        return KnowsSecurity(imds)
            ? new MachineTrust(compute.Name, SecurityOf(compute))
            : new MachineTrust(compute.Name, null);
    }

    // The guard has a name, which the rules see through.
    private static bool KnowsSecurity(ImdsClient imds) => imds.ApiVersion >= ImdsApiVersions.V2021_12_13;

    // Its callers have to ask before they call it: IMDS102 where they do not.
    [RequiresImdsVersion("2021-12-13")]
    private static string SecurityOf(Compute compute) => compute.SecurityProfile.SecurityType;
}
