using System.Net;
using Imds;
using Inspect.Output;

namespace Inspect.Sections;

/// <summary>Single fields, each asked for alone: a program that needs one need not read the whole document.</summary>
internal sealed class FieldsSection() : Section("fields", "Single fields by their routes")
{
    public override async Task<Content> ReadAsync(ImdsClient imds, CancellationToken cancellationToken)
    {
        var fields = new[]
        {
            imds.Instance.Compute.VmId,
            imds.Instance.Compute.VmSize,
            imds.Instance.Compute.OsProfile.ComputerName,
            imds.Instance.Compute.StorageProfile.OsDisk.ManagedDisk.StorageAccountType,
            imds.Instance.Network.Interface[0].Ipv4.IpAddress[0].PublicIpAddress,
        };

        var values = new Dictionary<string, string>();
        foreach (var field in fields)
        {
            try
            {
                values[field.ToString()] = await field.GetAsync(cancellationToken);
            }
            catch (ImdsException e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                // This VM has no such field, or not so many interfaces.
            }
        }

        return new Content(Layout.Table(["route", "value"], values.Select(field => new[] { field.Key, field.Value })), values);
    }
}
