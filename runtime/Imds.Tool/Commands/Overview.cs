using System.Globalization;
using System.Text.Json.Nodes;
using Imds.CompilerServices;
using Imds.Tool.Output;

namespace Imds.Tool.Commands;

/// <summary>What most people look for in the document of a machine. What the version or the machine lacks is left out.</summary>
internal static class Overview
{
    private static readonly string[] Facts =
    [
        "name", "vmId", "vmSize", "location", "zone", "physicalZone", "osType", "publisher", "offer", "sku", "version",
            "osProfile/computerName",
        "osProfile/adminUsername", "resourceGroupName", "subscriptionId", "resourceId", "vmScaleSetName", "platformFaultDomain",
            "platformUpdateDomain",
        "priority", "evictionPolicy", "licenseType", "azEnvironment", "securityProfile/securityType", "host/id",
    ];

    public static IEnumerable<View> Of(JsonNode? instance)
    {
        var compute = (instance as JsonObject)?["compute"];
        yield return new FactsView(
            "Machine",
            [.. Facts.Select(path => (Name: path, Value: Json.Member(compute, path.Split('/')))).Where(fact => fact.Value.Length > 0)]);
        yield return new TableView(
            "Network interfaces",
            ["nic", "macAddress", "private", "public", "subnet"],
            [.. Json.Items(instance, "network", "interface").SelectMany(Addresses)]);

        var storage = (compute as JsonObject)?["storageProfile"];
        if (storage is not null)
        {
            yield return new TableView("Disks", ["disk", "lun", "name", "GB", "type", "caching", "created"], [.. Disks(storage)]);
        }

        if (Tags(compute) is { Count: > 0 } tags)
        {
            yield return new TableView("Tags", ["name", "value"], tags);
        }
    }

    private static IEnumerable<string[]> Addresses(JsonNode? nic, int index)
    {
        var any = false;
        foreach (var family in new[] { "ipv4", "ipv6" })
        {
            var subnets = string.Join(", ", Json.Items(nic, family, "subnet")
                .Select(subnet => $"{Json.Member(subnet, "address")}/{Json.Member(subnet, "prefix")}"));
            foreach (var address in Json.Items(nic, family, "ipAddress"))
            {
                any = true;
                yield return Row(Json.Member(address, "privateIpAddress"), Json.Member(address, "publicIpAddress"), subnets);
            }
        }

        if (!any)
        {
            yield return Row("", "", "");
        }

        string[] Row(string privateAddress, string publicAddress, string subnets) =>
            [$"{index}", Json.Member(nic, "macAddress"), privateAddress, publicAddress, subnets];
    }

    private static IEnumerable<string[]> Disks(JsonNode storage)
    {
        if ((storage as JsonObject)?["osDisk"] is { } os)
        {
            yield return Row("os", os);
        }

        foreach (var (disk, index) in Json.Items(storage, "dataDisks").Select((disk, index) => (disk, index)))
        {
            yield return Row($"data {index}", disk);
        }

        if (long.TryParse(Json.Member(storage, "resourceDisk", "size"), CultureInfo.InvariantCulture, out var kilobytes))
        {
            yield return ["temporary", "", "", $"{kilobytes / 1024 / 1024}", "", "", ""];
        }

        static string[] Row(string what, JsonNode? disk) =>
        [
            what, Json.Member(disk, "lun"), Json.Member(disk, "name"), Json.Member(disk, "diskSizeGB"),
            Json.Member(disk, "managedDisk", "storageAccountType"), Json.Member(disk, "caching"), Json.Member(disk, "createOption"),
        ];
    }

    /// <summary>The list, which is exact, or where the version has none, the one text that older ones have.</summary>
    private static List<string[]> Tags(JsonNode? compute)
    {
        var list = Json.Items(compute, "tagsList").Select(tag => new[] { Json.Member(tag, "name"), Json.Member(tag, "value") }).ToList();
        return list.Count > 0 ? list : [.. ImdsText.ReadTags(Json.Member(compute, "tags")).Select(tag => new[] { tag.Key, tag.Value })];
    }
}
