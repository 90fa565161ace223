using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imds;

/// <summary>
/// Signed data (CMS, RFC 5652) in the one form that the service sends: content, one certificate, one RSA signature by it.
/// Whatever has another form is refused, so there is little to parse and nothing to choose.
/// </summary>
/// <remarks>The package System.Security.Cryptography.Pkcs reads every form there is, but its dependencies would become those of
/// every program that only reads a field.</remarks>
internal sealed class SignedData
{
    private const string SignedDataType = "1.2.840.113549.1.7.2";
    private const string ContentTypeAttribute = "1.2.840.113549.1.9.3";
    private const string MessageDigestAttribute = "1.2.840.113549.1.9.4";

    private static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag One = new(TagClass.ContextSpecific, 1);

    // A digest algorithm, named by itself or, as the service does, by the signature algorithm that has it.
    private static readonly Dictionary<string, HashAlgorithmName> Digests = new(StringComparer.Ordinal)
    {
        ["2.16.840.1.101.3.4.2.1"] = HashAlgorithmName.SHA256,
        ["1.2.840.113549.1.1.11"] = HashAlgorithmName.SHA256,
        ["2.16.840.1.101.3.4.2.2"] = HashAlgorithmName.SHA384,
        ["1.2.840.113549.1.1.12"] = HashAlgorithmName.SHA384,
        ["2.16.840.1.101.3.4.2.3"] = HashAlgorithmName.SHA512,
        ["1.2.840.113549.1.1.13"] = HashAlgorithmName.SHA512,
    };

    private static readonly HashSet<string> RsaSignatures =
        ["1.2.840.113549.1.1.1", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13"];

    private readonly string _contentType;
    private readonly byte[]? _attributes;
    private readonly byte[] _signature;
    private readonly string _signatureAlgorithm;

    private SignedData(AsnReader data)
    {
        data.ReadInteger();
        data.ReadSetOf(); // the digest algorithms, which the signature names again

        var content = data.ReadSequence();
        _contentType = content.ReadObjectIdentifier();
        Content = content.HasData ? content.ReadSequence(Zero).ReadOctetString() : [];

        Certificates = data.HasData && data.PeekTag().HasSameClassAndValue(Zero) ? Load(data.ReadSetOf(Zero)) : [];
        if (data.HasData && data.PeekTag().HasSameClassAndValue(One))
        {
            data.ReadEncodedValue(); // revoked certificates: checking them is the chain's affair
        }

        var signers = data.ReadSetOf();
        var signer = signers.ReadSequence();
        SingleSigner = !signers.HasData;
        signer.ReadInteger();
        SignerId = signer.ReadEncodedValue();
        DigestAlgorithm = signer.ReadSequence().ReadObjectIdentifier();
        if (signer.PeekTag().HasSameClassAndValue(Zero))
        {
            _attributes = signer.ReadEncodedValue().ToArray();
            _attributes[0] = 0x31; // signed as the set that it is, not under the tag that it has here
        }

        _signatureAlgorithm = signer.ReadSequence().ReadObjectIdentifier();
        _signature = signer.ReadOctetString();
    }

    public byte[] Content { get; }

    public IReadOnlyList<X509Certificate2> Certificates { get; }

    public bool SingleSigner { get; }

    public string DigestAlgorithm { get; }

    private ReadOnlyMemory<byte> SignerId { get; }

    /// <summary>Reads signed data.</summary>
    /// <exception cref="AsnContentException">It is not signed data.</exception>
    /// <exception cref="CryptographicException">It holds a certificate that is none.</exception>
    public static SignedData Decode(byte[] bytes)
    {
        var whole = new AsnReader(bytes, AsnEncodingRules.BER);
        var info = whole.ReadSequence();
        whole.ThrowIfNotEmpty();
        return info.ReadObjectIdentifier() == SignedDataType
            ? new SignedData(info.ReadSequence(Zero).ReadSequence())
            : throw new AsnContentException("The content is not signed data.");
    }

    /// <summary>Whether the signature over the content was made with the certificate's key.</summary>
    /// <exception cref="AsnContentException">The attributes of the signature are malformed.</exception>
    public bool IsSignedBy(X509Certificate2 certificate)
    {
        if (!Names(certificate) || !Digests.TryGetValue(DigestAlgorithm, out var digest) || !RsaSignatures.Contains(_signatureAlgorithm))
        {
            return false;
        }

        // Without attributes the content itself is signed, with them the attributes, which then hold the content's digest.
        if (_attributes is not null && !AttributesFit(digest))
        {
            return false;
        }

        using var key = certificate.GetRSAPublicKey();
        return key is not null && key.VerifyData(_attributes ?? Content, _signature, digest, RSASignaturePadding.Pkcs1);
    }

    private bool AttributesFit(HashAlgorithmName digest)
    {
        string? type = null;
        byte[]? expected = null;
        var attributes = new AsnReader(_attributes, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true);
        while (attributes.HasData)
        {
            var attribute = attributes.ReadSequence();
            var name = attribute.ReadObjectIdentifier();
            var values = attribute.ReadSetOf();
            if (name == ContentTypeAttribute)
            {
                type = type is null ? values.ReadObjectIdentifier() : ""; // given twice, it fits nothing
            }
            else if (name == MessageDigestAttribute)
            {
                expected = expected is null ? values.ReadOctetString() : [];
            }
        }

        using var hash = IncrementalHash.CreateHash(digest);
        hash.AppendData(Content);
        return type == _contentType && expected is not null && hash.GetHashAndReset().AsSpan().SequenceEqual(expected);
    }

    // The signer is named by the issuer and number of the certificate, or by the identifier of its key.
    private bool Names(X509Certificate2 certificate)
    {
        var id = new AsnReader(SignerId, AsnEncodingRules.BER);
        if (id.PeekTag().HasSameClassAndValue(Zero))
        {
            return certificate.Extensions["2.5.29.14"] is { } extension
                && new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadOctetString().AsSpan().SequenceEqual(id.ReadOctetString(Zero));
        }

        var name = id.ReadSequence();
        var issuer = name.ReadEncodedValue();
        var number = name.ReadIntegerBytes().ToArray();
        Array.Reverse(number); // the certificate has it the other way around
        return issuer.Span.SequenceEqual(certificate.IssuerName.RawData) && number.AsSpan().SequenceEqual(certificate.GetSerialNumber());
    }

    private static List<X509Certificate2> Load(AsnReader certificates)
    {
        var loaded = new List<X509Certificate2>();
        while (certificates.HasData)
        {
            loaded.Add(CertificateExtensions.Load(certificates.ReadEncodedValue().ToArray()));
        }

        return loaded;
    }
}
