using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imds.Fuzz.Targets.Documents;

/// <summary>
/// The authorities whose documents are trusted here, and one that looks like them. The keys are in a file and nothing is left to chance,
/// so that a document that is kept as a case stays what it was.
/// </summary>
internal static class Authorities
{
    public const string Domain = "metadata.azure.com";

    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly RSA[] Keys = ReadKeys();

    private static readonly RSA RootKey = Keys[0];
    private static readonly RSA IntermediateKey = Keys[1];
    private static readonly RSA SignerKey = Keys[2];
    private static readonly RSA ForgerKey = Keys[3];

    public static X509Certificate2 Root { get; } = MakeRoot(RootKey);

    public static X509Certificate2 Intermediate { get; } = MakeIntermediate(RootKey, IntermediateKey);

    /// <summary>The same names, of the one who has none of the keys.</summary>
    public static X509Certificate2 ForgedRoot { get; } = MakeRoot(ForgerKey);

    public static X509Certificate2 ForgedIntermediate { get; } = MakeIntermediate(ForgerKey, ForgerKey);

    /// <summary>Signers whose documents are trusted.</summary>
    public static IReadOnlyList<Signer> Good { get; } =
    [
        Issue([Domain]),
        Issue(["eastus.metadata.azure.us", "other.example"]),
        Issue([Domain], from: new(1950, 1, 1, 0, 0, 0, TimeSpan.Zero), until: new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero)),
        Issue([Domain], change: request =>
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true))),
        Issue([Domain], change: request =>
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false))),
        Issue([Domain], digest: HashAlgorithmName.SHA384),
        Issue([Domain], serial: [0x03, 0xE8]),
        Issue([Domain], serial: [0x10, 0x00]),
    ];

    /// <summary>Signers of whom something is wrong.</summary>
    public static IReadOnlyList<Signer> Bad { get; } =
    [
        Issue([Domain], until: Now.AddDays(-1)) with { Failure = ImdsAttestationFailure.UntrustedSigner },
        Issue([Domain], from: Now.AddDays(1)) with { Failure = ImdsAttestationFailure.UntrustedSigner },
        Issue([]) with { Failure = ImdsAttestationFailure.WrongDomain },
        .. WrongNames.Select(name => Issue([name]) with { Failure = ImdsAttestationFailure.WrongDomain }),
        Issue([Domain], digest: HashAlgorithmName.SHA1) with { Failure = ImdsAttestationFailure.WeakAlgorithm },
        Issue([Domain], digest: HashAlgorithmName.MD5) with { Failure = ImdsAttestationFailure.WeakAlgorithm },
        Issue([Domain], change: request =>
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true)))
            with { Failure = ImdsAttestationFailure.UntrustedSigner },
        Issue([Domain], change: request =>
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false)))
            with { Failure = ImdsAttestationFailure.UntrustedSigner },
        Issue([Domain], key: ForgerKey, by: ForgerKey) with { Failure = ImdsAttestationFailure.UntrustedSigner, IsForger = true },
        Issue([Domain], key: ForgerKey, by: ForgerKey, serial: [0x03, 0xE8])
            with { Failure = ImdsAttestationFailure.UntrustedSigner, IsForger = true },
    ];

    private static string[] WrongNames =>
    [
        "metadata.azure.com.example", "evilmetadata.azure.com", "azure.com", "*.metadata.azure.com", "-.metadata.azure.com",
        "a..metadata.azure.com", " metadata.azure.com", "metadata.azure.com.", ".metadata.azure.com", "metadata.azure.com/x",
        "a b.metadata.azure.com", "metadata.azure.com\0", "x\n.metadata.azure.com", new string('a', 64) + ".metadata.azure.com",
    ];

    /// <summary>The certificate with something else in it, signed anew by the intermediate authority.</summary>
    /// <param name="toBeSigned">What its issuer signs.</param>
    public static byte[] SignAnew(byte[] toBeSigned)
    {
        var algorithm = X509SignatureGenerator.CreateForRSA(IntermediateKey, RSASignaturePadding.Pkcs1)
            .GetSignatureAlgorithmIdentifier(HashAlgorithmName.SHA256);
        var signature = IntermediateKey.SignData(toBeSigned, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return Der.Of([0x30], [.. toBeSigned, .. algorithm, .. Der.Of([0x03], [0, .. signature]).Write()]).Write();
    }

    private static Signer Issue(
        string[] names, DateTimeOffset? from = null, DateTimeOffset? until = null, Action<CertificateRequest>? change = null,
        HashAlgorithmName? digest = null, byte[]? serial = null, RSA? key = null, RSA? by = null)
    {
        key ??= SignerKey;
        var request = new CertificateRequest("CN=metadata.azure.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(SubjectNames(names));
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(null, ["http://127.0.0.1/intermediate.cer"]));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        change?.Invoke(request);
        var certificate = request.Create(Intermediate.SubjectName, new Generator(by ?? IntermediateKey, digest ?? HashAlgorithmName.SHA256),
            from ?? Now.AddYears(-1), until ?? Now.AddYears(1), serial ?? [0, 0xFF, 7, 9]);
        return new Signer(certificate.CopyWithPrivateKey(key), ImdsAttestationFailure.None);
    }

    // Written out, as the builder of .NET refuses what is no name of a host.
    private static X509Extension SubjectNames(string[] names)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var name in names)
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, 2));
            }

            writer.WriteOctetString([127, 0, 0, 1], new Asn1Tag(TagClass.ContextSpecific, 7)); // an address, which is no name
        }

        return new X509Extension("2.5.29.17", writer.Encode(), critical: false);
    }

    private static X509Certificate2 MakeRoot(RSA key)
    {
        var request = new CertificateRequest("CN=Fuzz root", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.Create(request.SubjectName, new Generator(key, HashAlgorithmName.SHA256), DateTimeOffset.UnixEpoch,
            new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero), [1]);
    }

    private static X509Certificate2 MakeIntermediate(RSA by, RSA key)
    {
        var request = new CertificateRequest("CN=Fuzz intermediate", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.Create(new X500DistinguishedName("CN=Fuzz root"), new Generator(by, HashAlgorithmName.SHA256),
            DateTimeOffset.UnixEpoch, new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero), [2]);
    }

    private static RSA[] ReadKeys()
    {
        using var stream = typeof(Authorities).Assembly.GetManifestResourceStream("Keys.pem")!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd().AsSpan();
        var keys = new List<RSA>();
        while (PemEncoding.TryFind(text, out var found))
        {
            var key = RSA.Create();
            key.ImportFromPem(text[found.Location]);
            keys.Add(key);
            text = text[found.Location.End..];
        }

        return [.. keys];
    }

    /// <summary>Signs certificates with any digest, those of old included.</summary>
    private sealed class Generator(RSA key, HashAlgorithmName digest) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(digest.Name switch
                {
                    "MD5" => "1.2.840.113549.1.1.4",
                    "SHA1" => "1.2.840.113549.1.1.5",
                    "SHA384" => "1.2.840.113549.1.1.12",
                    _ => "1.2.840.113549.1.1.11",
                });
                writer.WriteNull();
            }

            return writer.Encode();
        }

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key.SignData(data, digest, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}

/// <summary>Somebody who signs documents.</summary>
/// <param name="Certificate">With its key.</param>
/// <param name="Failure">Why a good document of this one is not trusted; none if it is.</param>
internal sealed record Signer(X509Certificate2 Certificate, ImdsAttestationFailure Failure)
{
    /// <summary>Whether this one has none of the keys that are trusted.</summary>
    public bool IsForger { get; init; }
}
