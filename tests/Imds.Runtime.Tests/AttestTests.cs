using System.Text.RegularExpressions;

namespace Imds.Runtime.Tests;

/// <summary>A document is asked for and checked in one call.</summary>
public sealed partial class AttestTests
{
    private static readonly TestAuthority Authority = new();
    private readonly List<string> _nonces = [];

    [Fact]
    public async Task A_nonce_is_made_and_checked()
    {
        var result = await AttestAsync(nonce => nonce);

        Assert.True(result.IsTrusted, result.Message);
        Assert.True(result.IsNonceChecked);
        Assert.Matches(TenDigits(), Assert.Single(_nonces));
    }

    [Fact]
    public async Task A_document_for_an_earlier_nonce_is_asked_for_again_with_a_new_one()
    {
        var result = await AttestAsync(nonce => _nonces.Count < 3 ? "1111111111" : nonce);

        Assert.True(result.IsTrusted, result.Message);
        Assert.Equal(3, _nonces.Distinct().Count());
    }

    [Fact]
    public async Task A_document_that_never_has_the_nonce_is_refused()
    {
        var result = await AttestAsync(_ => "1111111111");

        Assert.Equal(ImdsAttestationFailure.WrongNonce, result.Failure);
        Assert.Equal(3, _nonces.Count);
    }

    [Fact]
    public async Task Another_fault_is_final()
    {
        var result = await AttestAsync(nonce => nonce, name: "evil.example");

        Assert.Equal(ImdsAttestationFailure.WrongDomain, result.Failure);
        Assert.Single(_nonces);
    }

    [Fact]
    public async Task What_the_service_throws_comes_through()
    {
        static Task<string> Fail(string nonce, CancellationToken stop) => throw new ImdsException(ImdsFailure.NotImds, "no service");
        await Assert.ThrowsAsync<ImdsException>(() => ImdsAttestation.AttestAsync(Fail, static reply => reply, Calls.ReadName));
    }

    private Task<ImdsAttestationResult<string>> AttestAsync(Func<string, string> answer, string name = "metadata.azure.com")
    {
        var signer = Authority.Issue([name]);
        var options = new ImdsAttestationOptions { TimeProvider = new TestClock() };
        options.TrustedRoots.Add(Authority.Root);
        options.Intermediates.Add(Authority.Intermediate);
        return ImdsAttestation.AttestAsync(
            (nonce, _) =>
            {
                _nonces.Add(nonce);
                return Task.FromResult(TestAuthority.Sign(signer, $$$"""
                    {"name":"vm","nonce":"{{{answer(nonce)}}}","timeStamp":{"createdOn":"01/01/26 00:00:00 -0000","expiresOn":"01/01/26 06:00:00 -0000"}}
                    """));
            },
            static reply => reply,
            Calls.ReadName,
            options);
    }

    [GeneratedRegex("^[1-9][0-9]{9}$")]
    private static partial Regex TenDigits();
}
