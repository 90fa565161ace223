using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imds.Emulator.Syntax;

namespace Imds.Emulator.Machines;

/// <summary>Makes the machines of a scale set from the document of one: what tells machines apart differs, all else is alike.</summary>
internal static class ScaleSet
{
    /// <summary>From one machine to the next, so that no two addresses of theirs meet.</summary>
    private const int Step = 16;

    public static JsonElement Member(JsonElement document, int index)
    {
        var machine = JsonObject.Create(document)!.DeepClone().AsObject();
        if (machine["compute"] is JsonObject compute)
        {
            Rename(compute, index);
        }

        if ((machine["network"] as JsonObject)?["interface"] is JsonArray interfaces)
        {
            foreach (var network in interfaces.OfType<JsonObject>())
            {
                Readdress(network, index);
            }
        }

        return JsonSyntax.ToElement(machine);
    }

    /// <summary>Names as Azure gives them: the machine is web_2, its host name web000002.</summary>
    private static void Rename(JsonObject compute, int index)
    {
        var set = Text(compute, "vmScaleSetName") is { Length: > 0 } named ? named : SetName(Text(compute, "name"));
        var number = index.ToString(CultureInfo.InvariantCulture);
        compute["vmScaleSetName"] = set;
        compute["name"] = $"{set}_{number}";
        compute["vmId"] = Shift(Text(compute, "vmId"), index);
        if (Text(compute, "resourceId") is { Length: > 0 } resource)
        {
            var provider = resource.IndexOf("/virtualMachine", StringComparison.OrdinalIgnoreCase);
            compute["resourceId"] = provider < 0
                ? resource
                : $"{resource[..provider]}/virtualMachineScaleSets/{set}/virtualMachines/{number}";
        }

        if (compute["osProfile"] is JsonObject system && system.ContainsKey("computerName"))
        {
            system["computerName"] = set + index.ToString("000000", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The set of a machine that has a number at its end.</summary>
    private static string SetName(string machine) =>
        machine.TrimEnd("0123456789".ToCharArray()).TrimEnd('-', '_') is { Length: > 0 } set ? set : machine;

    private static void Readdress(JsonObject network, int index)
    {
        if (Text(network, "macAddress") is { Length: > 0 } address)
        {
            network["macAddress"] = Shift(address, index * Step);
        }

        foreach (var family in new[] { "ipv4", "ipv6" })
        {
            foreach (var ip in ((network[family] as JsonObject)?["ipAddress"] as JsonArray ?? []).OfType<JsonObject>())
            {
                foreach (var name in new[] { "privateIpAddress", "publicIpAddress" })
                {
                    if (IPAddress.TryParse(Text(ip, name), out var parsed))
                    {
                        ip[name] = Add(parsed, index * Step).ToString();
                    }
                }
            }
        }
    }

    /// <summary>The last digits of an id, counted on; they wrap.</summary>
    private static string Shift(string id, int by)
    {
        const int digits = 6;
        if (id.Length < digits || !int.TryParse(id[^digits..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var last))
        {
            return $"{id}-{by.ToString(CultureInfo.InvariantCulture)}";
        }

        var format = id.Any(char.IsAsciiLetterUpper) ? "X6" : "x6";
        return id[..^digits] + ((last + by) & 0xFFFFFF).ToString(format, CultureInfo.InvariantCulture);
    }

    private static IPAddress Add(IPAddress address, int by)
    {
        var bytes = address.GetAddressBytes();
        for (var place = bytes.Length - 1; by > 0 && place >= 0; place--)
        {
            by += bytes[place];
            bytes[place] = (byte)by;
            by >>= 8;
        }

        return new IPAddress(bytes);
    }

    private static string Text(JsonObject from, string name) =>
        from[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
