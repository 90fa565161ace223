using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Imds.Runtime.Tests;

/// <summary>What a careful verifier asks of certificates and times, beyond a chain that holds.</summary>
public partial class AttestationTests
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    [Theory]
    [InlineData("metadata.azure.com\0.evil.example")]
    [InlineData("evil.example\0.metadata.azure.com")]
    [InlineData("evil.example/.metadata.azure.com")]
    [InlineData("evil.example .metadata.azure.com")]
    [InlineData(".metadata.azure.com")]
    [InlineData("a..metadata.azure.com")]
    [InlineData("-.metadata.azure.com")]
    [InlineData("x-.metadata.azure.com")]
    [InlineData("*.metadata.azure.com")]
    [InlineData("metadata.azure.com.")]
    [InlineData("evil@metadata.azure.com")]
    [InlineData("")]
    public async Task A_name_that_is_not_a_host_s_is_no_domain(string name)
    {
        var result = await IsAsync(ImdsAttestationFailure.WrongDomain, TestAuthority.Sign(_authority.Issue([name]), Good));
        Assert.DoesNotContain('\0', result.Message);
    }

    [Theory]
    [InlineData(63, 253, ImdsAttestationFailure.None)]
    [InlineData(64, 253, ImdsAttestationFailure.WrongDomain)]
    [InlineData(63, 254, ImdsAttestationFailure.WrongDomain)]
    public async Task A_host_s_name_has_253_characters_at_most_and_63_between_dots(int label, int length, ImdsAttestationFailure failure)
    {
        var name = new string('a', label) + ".metadata.azure.com";
        while (name.Length < length)
        {
            name = new string('b', Math.Min(50, length - name.Length - 1)) + "." + name;
        }

        Assert.Equal(length, name.Length);
        await IsAsync(failure, TestAuthority.Sign(_authority.Issue([name]), Good));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(".azure.com")]
    public async Task A_domain_that_is_no_host_s_name_is_matched_by_nothing(string domain) =>
        await IsAsync(ImdsAttestationFailure.WrongDomain, TestAuthority.Sign(_signer, Good), options =>
        {
            options.Domains.Clear();
            options.Domains.Add(domain);
        });

    [Theory]
    [InlineData("AzurePublicCloud", "metadata.azure.com")]
    [InlineData("AZUREPUBLICCLOUD", "metadata.azure.com")]
    [InlineData("AzureUSGovernmentCloud", "metadata.azure.us")]
    [InlineData("AzureChinaCloud", "metadata.azure.cn")]
    [InlineData("AzureGermanCloud", "metadata.microsoftazure.de")]
    public void The_domain_follows_from_the_cloud(string azEnvironment, string domain) =>
        Assert.Equal([domain], ImdsAttestationOptions.ForEnvironment(azEnvironment).Domains);

    [Fact]
    public async Task A_machine_of_another_cloud_is_refused_where_the_cloud_is_known()
    {
        var domains = ImdsAttestationOptions.ForEnvironment("AzureChinaCloud").Domains;
        await IsAsync(ImdsAttestationFailure.WrongDomain, TestAuthority.Sign(_signer, Good), options =>
        {
            options.Domains.Clear();
            options.Domains.Add(domains.Single());
        });
    }

    [Fact]
    public void An_unknown_cloud_is_said_to_be_unknown() =>
        Assert.StartsWith("'AzureStack' is not one of AzurePublicCloud, AzureUSGovernmentCloud, AzureChinaCloud, AzureGermanCloud. Add the "
            + "domain of another cloud to Domains.",
            Assert.Throws<ArgumentException>(() => ImdsAttestationOptions.ForEnvironment("AzureStack")).Message);

    [Fact]
    public async Task A_short_key_is_refused()
    {
        var result = await IsAsync(ImdsAttestationFailure.WeakAlgorithm,
            TestAuthority.Sign(_authority.Issue(["metadata.azure.com"], keySize: 1024), Good));
        Assert.Contains("2048", result.Message);
    }

    [Fact]
    public async Task An_intermediate_signed_with_SHA_1_is_refused_and_nothing_is_fetched_for_it()
    {
        var authority = new TestAuthority(generator: TestAuthority.Sha1);
        var options = Options();
        Believe(options, authority, TestClock.Beginning);
        var asked = RecordFetches(options);
        var result = await VerifyAsync(TestAuthority.Sign(authority.Issue(["metadata.azure.com"]), Good), options);
        Assert.Equal(ImdsAttestationFailure.WeakAlgorithm, result.Failure);
        Assert.Contains("Test intermediate", result.Message);
        Assert.Empty(asked);
    }

    [Fact]
    public async Task Nor_is_anything_fetched_for_one_whose_root_is_not_known()
    {
        var authority = new TestAuthority(generator: TestAuthority.Sha1);
        var options = Options();
        Believe(options, authority, TestClock.Beginning);
        options.TrustedRoots.Clear();
        options.TrustedRoots.Add(_other.Root);
        var asked = RecordFetches(options);
        var result = await VerifyAsync(TestAuthority.Sign(authority.Issue(["metadata.azure.com"]), Good), options);
        Assert.Equal(ImdsAttestationFailure.WeakAlgorithm, result.Failure);
        Assert.Empty(asked);
    }

    [Fact]
    public async Task An_intermediate_out_of_its_time_is_refused()
    {
        // Good by the clock of the machine that runs this, and not by the one that was given.
        var authority = new TestAuthority(until: TestClock.Beginning.AddYears(40), intermediateUntil: TestClock.Beginning.AddYears(20));
        await IsAsync(
            ImdsAttestationFailure.UntrustedSigner,
            TestAuthority.Sign(authority.Issue(["metadata.azure.com"]), Made("01/01/48")),
            options => Believe(options, authority, TestClock.Beginning.AddYears(22)));
    }

    [Fact]
    public async Task The_time_is_that_of_the_clock_that_was_given()
    {
        var authority = new TestAuthority(TestClock.Beginning.AddYears(21), TestClock.Beginning.AddYears(23));
        await IsAsync(
            ImdsAttestationFailure.None,
            TestAuthority.Sign(authority.Issue(["metadata.azure.com"]), Made("01/01/48")),
            options => Believe(options, authority, TestClock.Beginning.AddYears(22)));
    }

    [Theory]
    [InlineData(-12)]
    [InlineData(0)]
    [InlineData(12)]
    public async Task A_certificate_that_expired_an_hour_ago_is_refused_in_every_zone(int hours)
    {
        var clock = new Zoned(TestClock.Beginning, TimeSpan.FromHours(hours));
        var signer = TestAuthority.Sign(_authority.Issue(["metadata.azure.com"], TestClock.Beginning.AddHours(-1)), Good);
        await IsAsync(ImdsAttestationFailure.UntrustedSigner, signer, options => options.TimeProvider = clock);

        var authority = new TestAuthority(intermediateUntil: TestClock.Beginning.AddHours(-1));
        var byOldIntermediate = TestAuthority.Sign(authority.Issue(["metadata.azure.com"]), Good);
        await IsAsync(ImdsAttestationFailure.UntrustedSigner, byOldIntermediate, options =>
        {
            Believe(options, authority, TestClock.Beginning);
            options.TimeProvider = clock;
        });
    }

    [Theory]
    [InlineData(-12)]
    [InlineData(0)]
    [InlineData(12)]
    public async Task A_certificate_that_expires_in_an_hour_is_good_in_every_zone(int hours)
    {
        var authority = new TestAuthority(TestClock.Beginning.AddHours(-1), TestClock.Beginning.AddHours(1));
        await IsAsync(ImdsAttestationFailure.None, TestAuthority.Sign(authority.Issue(["metadata.azure.com"]), Good), options =>
        {
            Believe(options, authority, TestClock.Beginning);
            options.TimeProvider = new Zoned(TestClock.Beginning, TimeSpan.FromHours(hours));
        });
    }

    [Theory]
    [InlineData("Asia/Tokyo")]
    [InlineData("America/Los_Angeles")]
    public async Task The_zone_of_the_machine_makes_no_difference(string zone)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(AttestationTests).Assembly.Location, "-method", "*_in_every_zone"])
        {
            RedirectStandardOutput = true,
            Environment = { ["TZ"] = zone },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Total: 6", output);
    }

    [Theory]
    [InlineData(true, ClientUse)]
    [InlineData(false, ServerUse)]
    [InlineData(false, ClientUse, ServerUse)]
    public async Task Extended_uses_must_have_that_of_a_server(bool refused, params string[] uses)
    {
        void AddUses(CertificateRequest request) =>
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. uses.Select(use => new Oid(use))], false));
        var failure = refused ? ImdsAttestationFailure.UntrustedSigner : ImdsAttestationFailure.None;
        await IsAsync(failure, TestAuthority.Sign(_authority.Issue(["metadata.azure.com"], change: AddUses), Good));

        var authority = new TestAuthority(change: AddUses);
        await IsAsync(
            failure, TestAuthority.Sign(authority.Issue(["metadata.azure.com"]), Good),
            options => Believe(options, authority, TestClock.Beginning));
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, true)]
    [InlineData(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true)]
    [InlineData(X509KeyUsageFlags.NonRepudiation, false)]
    [InlineData(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, false)]
    public async Task A_key_usage_must_be_one_that_signs(X509KeyUsageFlags usage, bool refused) => await IsAsync(
        refused ? ImdsAttestationFailure.UntrustedSigner : ImdsAttestationFailure.None,
        TestAuthority.Sign(
            _authority.Issue(["metadata.azure.com"],
                change: request => request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true))), Good));

    [Fact]
    public async Task A_malformed_extension_is_refused_and_does_not_throw()
    {
        foreach (var oid in new[] { "2.5.29.15", "2.5.29.37", "2.5.29.19" })
        {
            var signer = _authority.Issue(
                ["metadata.azure.com"],
                change: request => request.CertificateExtensions.Add(new X509Extension(oid, [0x30, 0x82], critical: true)));
            await IsAsync(ImdsAttestationFailure.UntrustedSigner, TestAuthority.Sign(signer, Good));
        }
    }

    [Fact]
    public async Task A_document_past_its_time_is_expired_even_where_its_chain_has_expired_too()
    {
        await IsAsync(
            ImdsAttestationFailure.Expired, TestAuthority.Sign(_signer, Good),
            options => options.TimeProvider = new Fixed(TestClock.Beginning.AddYears(10)));
        await IsAsync(ImdsAttestationFailure.Expired, TestAuthority.Sign(_other.Issue(["metadata.azure.com"]), Good), options =>
        {
            options.TimeProvider = new Fixed(TestClock.Beginning.AddYears(10));
            Assert.Empty(RecordFetches(options));
        });
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", ImdsAttestationFailure.None)]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", ImdsAttestationFailure.Expired)]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", ImdsAttestationFailure.NotYetValid)]
    [InlineData("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", ImdsAttestationFailure.InvalidDocument)]
    [InlineData("253402300799", "99999999999999999999", ImdsAttestationFailure.InvalidDocument)]
    public async Task Times_at_the_ends_of_the_calendar_do_not_throw(string created, string expires, ImdsAttestationFailure failure) =>
    await IsAsync(
        failure, TestAuthority.Sign(_signer,
            $$$"""{"name":"vm","nonce":"1234567890","timeStamp":{"createdOn":"{{{created}}}","expiresOn":"{{{expires}}}"}}"""));

    [Fact]
    public async Task A_certificate_from_end_to_end_of_the_calendar_is_good()
    {
        var authority = new TestAuthority(new(1, 1, 1, 0, 0, 0, TimeSpan.Zero), new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero));
        await IsAsync(
            ImdsAttestationFailure.None,
            TestAuthority.Sign(authority.Issue(["metadata.azure.com"]), Good),
            options => Believe(options, authority, TestClock.Beginning));
    }

    [Fact]
    public async Task The_letter_case_of_a_nonce_counts()
    {
        var signature = TestAuthority.Sign(_signer, Good.Replace("1234567890", "AbCdEfGhIj"));
        Assert.True((await VerifyAsync(signature, "AbCdEfGhIj")).IsTrusted);
        Assert.Equal(ImdsAttestationFailure.WrongNonce, (await VerifyAsync(signature, "abcdefghij")).Failure);
    }

    [Fact]
    public async Task A_result_says_whether_a_nonce_was_checked()
    {
        var signature = TestAuthority.Sign(_signer, Good);
        var with = await VerifyAsync(signature, "1234567890");
        var without = await VerifyAsync(signature, (string?)null);
        Assert.Equal((true, false), (with.IsNonceChecked, without.IsNonceChecked));
        Assert.Contains("none was checked", without.Message);
    }

    [Fact]
    public async Task A_message_has_no_line_of_the_sender_s_own()
    {
        var signer = _authority.Issue([new string('a', 100_000) + "\r\ntrusted: true"]);
        var result = await IsAsync(ImdsAttestationFailure.WrongDomain, TestAuthority.Sign(signer, Good));
        Assert.DoesNotContain('\n', result.Message);
        Assert.InRange(result.Message.Length, 1, 1000);
    }

    private static string Made(string day) =>
        $$$"""{"name":"vm","nonce":"1234567890","timeStamp":{"createdOn":"{{{day}}} 00:00:00 -0000","expiresOn":"{{{day}}} 06:00:00 -0000"}}""";

    private static void Believe(ImdsAttestationOptions options, TestAuthority authority, DateTimeOffset now)
    {
        options.TrustedRoots.Clear();
        options.TrustedRoots.Add(authority.Root);
        options.Intermediates.Clear();
        options.Intermediates.Add(authority.Intermediate);
        options.TimeProvider = new Fixed(now);
    }

    private static List<Uri> RecordFetches(ImdsAttestationOptions options)
    {
        var asked = new List<Uri>();
        options.FetchIssuer = (address, _) =>
        {
            asked.Add(address);
            return Task.FromException<byte[]>(new InvalidOperationException("Not here."));
        };
        return asked;
    }

    private static Task<ImdsAttestationResult<string>> VerifyAsync(string signature, ImdsAttestationOptions options) =>
        ImdsAttestation.VerifyAsync(signature, "1234567890", Calls.ReadName, options);

    /// <summary>A clock in a zone of its own.</summary>
    private sealed class Zoned(DateTimeOffset now, TimeSpan offset) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("zone", offset, "zone", "zone");

        public override DateTimeOffset GetUtcNow() => now;
    }
}
