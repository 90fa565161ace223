using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Imds.Fuzz.Targets.Json;
using Imds.Fuzz.Models;

namespace Imds.Fuzz.Targets.Documents;

/// <summary>Makes questions whether a document is to be trusted: some good documents, and all ways to spoil one.</summary>
internal sealed class DocumentMaker(Random random)
{
    private static readonly Model Attested = Model.Named(typeof(AttestedDocument).FullName!);

    private static readonly string[] OddTimes =
    [
        "12/31/99 23:59:59 -0000", "01/01/00 00:00:00 -0000", "12/31/49 23:59:59 -0000", "01/01/50 00:00:00 -0000", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "253402300799", "253402300800", "0",
        "99999999999999999999", "01/01/26 00:00:00 -1400", "01/01/26 00:00:00 +9999", "02/30/26 00:00:00 -0000", "13/01/26 00:00:00 -0000",
        "01/01/26 24:00:00 -0000", "Thu, 01 Jan 2026 00:00:00 GMT", "2026-01-01T00:00:00", "", "soon", "01/01/26 00:00:00 -0000 ",
    ];

    private static readonly string[] Nonces = ["1234567890", "", "abcDEF", "nönce", "\0", "\"", "0123456789", "null"];

    private static readonly string[] DigestOids =
        ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3", "1.3.14.3.2.26", "1.2.840.113549.2.5"];

    private static readonly IReadOnlyList<byte[]> Others =
    [
        Authorities.Root.RawData, Authorities.Intermediate.RawData, Authorities.ForgedIntermediate.RawData,
        .. Authorities.Good.Concat(Authorities.Bad).Select(signer => signer.Certificate.RawData),
    ];

    private bool _spoilt;
    private bool _isSignedByGood;

    public DocumentQuestion Make()
    {
        var nonce = Nonces[random.Next(Nonces.Length)];
        var now = random.Next(8) == 0 ? OddMoment() : Authorities.Now;
        var signer = Choose();
        var content = Content(nonce, now);
        var signature = Encode(Signed(signer, content));
        var question = new DocumentQuestion
        {
            Now = now.Ticks,
            Nonce = random.Next(12) switch { 0 => "", 1 => null, 2 => nonce.ToUpperInvariant(), 3 => nonce + "0", _ => nonce },
            Fetch = random.Next(8) == 0 ? (IssuerFetch)random.Next(6) : IssuerFetch.Known,
            Contents = signer.IsForger && !_isSignedByGood ? [] : [Convert.ToHexString(SHA256.HashData(content))],
            Signature = signature,
        };
        return (_spoilt || now != Authorities.Now ? question : question with { Expected = Expected(question, signer, nonce) }).Sealed();
    }

    // In the order in which a document is checked.
    private static ImdsAttestationFailure Expected(DocumentQuestion question, Signer signer, string nonce) =>
        signer.Failure is ImdsAttestationFailure.WeakAlgorithm or ImdsAttestationFailure.WrongDomain ? signer.Failure
        : !string.IsNullOrEmpty(question.Nonce) && question.Nonce != nonce ? ImdsAttestationFailure.WrongNonce
        : question.Fetch is IssuerFetch.Known or IssuerFetch.Issuer ? signer.Failure
        : ImdsAttestationFailure.UntrustedSigner;

    private Signer Choose()
    {
        var signers = random.Next(4) == 0 ? Authorities.Bad : Authorities.Good;
        return signers[random.Next(signers.Count)];
    }

    private DateTimeOffset OddMoment() => random.Next(5) switch
    {
        0 => DateTimeOffset.MinValue,
        1 => DateTimeOffset.MaxValue,
        2 => new(1950, 1, 1, 0, 0, 0, TimeSpan.Zero),
        3 => new(2049, 12, 31, 23, 59, 59, TimeSpan.Zero),
        _ => Authorities.Now.AddSeconds(random.Next(-400, 400)),
    };

    /// <summary>The document that is signed, before anybody spoils the signed data.</summary>
    private byte[] Content(string nonce, DateTimeOffset now)
    {
        if (random.Next(6) == 0)
        {
            _spoilt = true;
            return HostileJson.Make(random, Attested);
        }

        string Time(double hours)
        {
            if (random.Next(12) == 0)
            {
                _spoilt = true;
                return OddTimes[random.Next(OddTimes.Length)];
            }

            var offset = TimeSpan.FromHours(hours);
            var at = offset < TimeSpan.Zero ? now - DateTimeOffset.MinValue > -offset ? now + offset : now
                : DateTimeOffset.MaxValue - now > offset ? now + offset : now;
            return at.ToString("MM/dd/yy HH:mm:ss' -0000'", CultureInfo.InvariantCulture);
        }

        var quoted = System.Text.Json.JsonSerializer.Serialize(nonce);
        var stamp = $$"""{"createdOn":"{{Time(-1)}}","expiresOn":"{{Time(5)}}"}""";
        return Encoding.UTF8.GetBytes($$"""{"licenseType":"","nonce":{{quoted}},"sku":"s","timeStamp":{{stamp}},"vmId":"v"}""");
    }

    private byte[] Signed(Signer signer, byte[] content)
    {
        var isKeyNamed = random.Next(8) == 0;
        var data = new SignedCms(new ContentInfo(content.Length == 0 ? [0x20] : content), Spoils(40));
        var by = new CmsSigner(isKeyNamed ? SubjectIdentifierType.SubjectKeyIdentifier : SubjectIdentifierType.IssuerAndSerialNumber,
            signer.Certificate)
        {
            IncludeOption = Spoils(20) ? X509IncludeOption.None : X509IncludeOption.EndCertOnly,
            DigestAlgorithm = new Oid(Spoils(12) ? DigestOids[random.Next(DigestOids.Length)] : DigestOids[random.Next(3)]),
        };
        if (random.Next(3) == 0)
        {
            by.SignedAttributes.Add(new Pkcs9SigningTime(Authorities.Now.UtcDateTime));
        }

        if (Spoils(20))
        {
            by.SignedAttributes.Add(new Pkcs9AttributeObject("1.2.3", [0x04, 0x01, 0x00]));
            by.UnsignedAttributes.Add(new Pkcs9AttributeObject("1.2.4", [0x05, 0x00]));
        }

        data.ComputeSignature(by);
        if (Spoils(20) && Others[random.Next(Others.Count)] is var other && !other.AsSpan().SequenceEqual(signer.Certificate.RawData))
        {
            data.AddCertificate(X509CertificateLoader.LoadCertificate(other));
        }

        if (Spoils(40))
        {
            _isSignedByGood = true;
            data.ComputeSignature(new CmsSigner(Authorities.Good[0].Certificate) { IncludeOption = X509IncludeOption.None });
        }

        return Change(data.Encode(), signer);
    }

    private byte[] Change(byte[] encoded, Signer signer)
    {
        switch (random.Next(8))
        {
            case 0 or 1 when Der.Read(encoded) is { } tree:
                _spoilt = true;
                DerChange.Change(random, tree, Others);
                return tree.Write();
            case 2:
                _spoilt = true;
                return HostileBytes.Change(random, encoded);
            case 3 when !signer.IsForger && Der.Read(encoded) is { } tree && Der.Read(signer.Certificate.RawData) is { } certificate:
                // Another certificate with the same key, which its issuer has signed.
                _spoilt = true;
                var toBeSigned = certificate.Parts![0];
                DerChange.Change(random, toBeSigned, Others);
                return WithCertificate(tree, Authorities.SignAnew(toBeSigned.Write()));
            case 4 when Der.Read(encoded) is { } tree:
                _spoilt = true;
                return WithCertificate(tree, Others[random.Next(Others.Count)]);
            default:
                return encoded;
        }
    }

    private static byte[] WithCertificate(Der tree, byte[] certificate)
    {
        var bag = tree.All().FirstOrDefault(value => value.Tag is [0xA0] && value.Parts is [{ Tag: [0x30], Parts.Count: 3 }]);
        if (bag is not null)
        {
            bag.Parts![0] = Der.Read(certificate) ?? Der.Of([0x30], certificate);
        }

        return tree.Write();
    }

    private string Encode(byte[] bytes)
    {
        var text = Convert.ToBase64String(bytes);
        return random.Next(24) switch
        {
            0 => Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks),
            1 when Spoil() => text[..random.Next(text.Length + 1)],
            2 when Spoil() => text.Insert(
                random.Next(text.Length + 1), random.Next(4) switch { 0 => "=", 1 => "-", 2 => " \t", _ => "\0" }),
            3 when Spoil() => text.Replace('+', '-').Replace('/', '_'),
            _ => text,
        };
    }

    private bool Spoils(int outOf) => random.Next(outOf) == 0 && Spoil();

    private bool Spoil()
    {
        _spoilt = true;
        return true;
    }
}
