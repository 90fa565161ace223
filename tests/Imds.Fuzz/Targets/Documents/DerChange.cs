using System.Formats.Asn1;
using System.Text;

namespace Imds.Fuzz.Targets.Documents;

/// <summary>Changes of values of ASN.1 that leave most of their structure as it was.</summary>
internal static class DerChange
{
    private static readonly string[] Oids =
    [
        "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2", "1.2.840.113549.1.7.3", "1.2.840.113549.1.7.5", // data, signed, enveloped, digested
        "2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3", "1.3.14.3.2.26", "1.2.840.113549.2.5", // digests
        "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.5", "1.2.840.10045.4.3.2",
        "1.2.840.113549.1.1.4", "1.3.101.112", "2.16.840.1.101.3.4.2.8", "1.2.840.10040.4.3", // signatures and others
        "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.5", "1.2.840.113549.1.9.6", // attributes
        "2.5.29.17", "2.5.29.15", "2.5.29.37", "2.5.29.19", "1.3.6.1.5.5.7.1.1", "2.5.29.14", "2.5.29.30", "2.5.4.3", "1.2.3",
    ];

    private static readonly string[] Times =
    [
        "500101000000Z", "491231235959Z", "000101000000Z", "99123123595Z", "991301000000Z", "00010101000000Z", "99991231235959Z",
        "20260101000000Z", "260101000000+0000", "260101000000-1400", "2601010000Z", "20260101000000.5Z", "", "x",
    ];

    private static readonly byte[] Tags =
        [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x13, 0x16, 0x17, 0x18, 0x30, 0x31, 0x80, 0x82, 0xA0, 0xA1, 0xA3, 0x24, 0x1F];

    private static readonly byte[][] Numbers =
    [
        [], [0], [0x80], [0x7F, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0, 1], [3], [5], new byte[300],
    ];

    /// <summary>A few changes anywhere below the value.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="root">What is changed.</param>
    /// <param name="others">Values to put in, such as certificates.</param>
    public static void Change(Random random, Der root, IReadOnlyList<byte[]> others)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var all = root.All().ToList();
            var parents = all.FindAll(value => value.Parts is { Count: > 0 });
            if (parents.Count > 0 && random.Next(2) == 0)
            {
                ChangeParts(random, parents[random.Next(parents.Count)].Parts!, all, others);
            }
            else
            {
                ChangeValue(random, all[random.Next(all.Count)]);
            }
        }
    }

    private static void ChangeParts(Random random, List<Der> parts, List<Der> all, IReadOnlyList<byte[]> others)
    {
        var (place, other) = (random.Next(parts.Count), random.Next(parts.Count));
        switch (random.Next(9))
        {
            case 0:
                parts.RemoveAt(place);
                break;
            case 1:
                parts.Insert(other, parts[place].Clone());
                break;
            case 2:
                (parts[place], parts[other]) = (parts[other], parts[place]);
                break;
            case 3:
                parts[place] = all[random.Next(all.Count)].Clone();
                break;
            case 4:
                parts.Insert(place, all[random.Next(all.Count)].Clone());
                break;
            case 5:
                parts.Insert(place, Der.Read(others[random.Next(others.Count)])!);
                break;
            case 6:
                parts[place] = Der.Read(others[random.Next(others.Count)])!;
                break;
            case 7:
                parts.Reverse();
                break;
            default:
                parts[place] = Der.Of([0x30], parts[place].Write());
                break;
        }
    }

    private static void ChangeValue(Random random, Der value)
    {
        if (value.Parts is not null || random.Next(4) == 0)
        {
            if (random.Next(3) == 0)
            {
                value.Tag = [Tags[random.Next(Tags.Length)]];
            }
            else
            {
                var forms = Enum.GetValues<Der.LengthForm>();
                value.Form = forms[random.Next(forms.Length)];
            }

            return;
        }

        value.Content = (value.Tag[0], random.Next(3)) switch
        {
            (0x06, not 0) => Oid(Oids[random.Next(Oids.Length)]),
            (0x02, not 0) => Numbers[random.Next(Numbers.Length)],
            (0x17 or 0x18, not 0) => Encoding.ASCII.GetBytes(Times[random.Next(Times.Length)]),
            _ => Json.HostileBytes.Change(random, value.Content),
        };
    }

    private static byte[] Oid(string oid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(oid);
        return writer.Encode()[2..];
    }
}
