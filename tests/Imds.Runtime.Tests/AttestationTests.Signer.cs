namespace Imds.Runtime.Tests;

/// <summary>Who signed: the chain of its certificate and the domain that it is for.</summary>
public partial class AttestationTests
{
    [Fact]
    public async Task A_signer_of_another_authority_is_refused()
    {
        var result = await IsAsync(ImdsAttestationFailure.UntrustedSigner, TestAuthority.Sign(_other.Issue(["metadata.azure.com"]), Good));
        Assert.Contains("does not lead to a trusted root", result.Message);
    }

    [Fact]
    public async Task An_intermediate_that_is_missing_is_named()
    {
        var result = await IsAsync(ImdsAttestationFailure.UntrustedSigner, TestAuthority.Sign(_signer, Good),
            options => options.Intermediates.Clear());
        Assert.Contains("Test intermediate", result.Message);
        Assert.Contains("FetchIssuer", result.Message);
    }

    [Fact]
    public async Task An_intermediate_can_be_fetched()
    {
        var asked = new List<Uri>();
        await IsAsync(ImdsAttestationFailure.None, TestAuthority.Sign(_signer, Good), options =>
        {
            options.Intermediates.Clear();
            options.FetchIssuer = (address, _) =>
            {
                asked.Add(address);
                return Task.FromResult(_authority.Intermediate.RawData);
            };
        });
        Assert.Equal(TestAuthority.IntermediateAddress, Assert.Single(asked));
    }

    [Fact]
    public async Task What_is_fetched_may_be_wrong()
    {
        await IsAsync(ImdsAttestationFailure.UntrustedSigner, TestAuthority.Sign(_signer, Good), options =>
        {
            options.Intermediates.Clear();
            options.FetchIssuer = (_, _) => Task.FromResult("<html>"u8.ToArray());
        });
        await IsAsync(ImdsAttestationFailure.UntrustedSigner, TestAuthority.Sign(_signer, Good), options =>
        {
            options.Intermediates.Clear();
            options.FetchIssuer = (_, _) => Task.FromResult(_other.Intermediate.RawData);
        });
    }

    [Fact]
    public async Task A_root_of_the_machine_is_needed_where_none_is_given() =>
        await IsAsync(ImdsAttestationFailure.UntrustedSigner, TestAuthority.Sign(_signer, Good), options => options.TrustedRoots.Clear());

    [Theory]
    [InlineData(-2, -1)]
    [InlineData(1, 2)]
    public async Task A_certificate_out_of_its_time_is_refused_and_its_time_told(int from, int until)
    {
        var signer = _authority.Issue(
            ["metadata.azure.com"], TestClock.Beginning.AddDays(until), from: TestClock.Beginning.AddDays(from));
        var result = await IsAsync(ImdsAttestationFailure.UntrustedSigner, TestAuthority.Sign(signer, Good));
        Assert.Contains($"good from {TestClock.Beginning.AddDays(from):u} to {TestClock.Beginning.AddDays(until):u}", result.Message);
    }

    [Theory]
    [InlineData("metadata.azure.com", true)]
    [InlineData("eastus.metadata.azure.com", true)]
    [InlineData("EASTUS.Metadata.Azure.COM", true)]
    [InlineData("a.metadata.azure.us", true)]
    [InlineData("metadata.azure.cn", true)]
    [InlineData("x.metadata.microsoftazure.de", true)]
    [InlineData("fakemetadata.azure.com", false)]
    [InlineData("metadata.azure.com.evil.example", false)]
    [InlineData("azure.com", false)]
    [InlineData("metadata-azure.com", false)]
    [InlineData("xmetadata.azure.us", false)]
    public async Task The_domain_must_be_one_of_the_service_s(string name, bool good) => await IsAsync(
        good ? ImdsAttestationFailure.None : ImdsAttestationFailure.WrongDomain, TestAuthority.Sign(_authority.Issue([name]), Good));

    [Fact]
    public async Task The_subject_alone_names_no_domain() =>
        await IsAsync(ImdsAttestationFailure.WrongDomain, TestAuthority.Sign(_authority.Issue([]), Good));
}
