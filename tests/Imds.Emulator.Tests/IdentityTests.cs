using System.Text;
using System.Text.Json;

namespace Imds.Emulator.Tests;

public sealed class IdentityTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private const string Token = "identity/oauth2/token?api-version=2018-02-01";
    private static readonly EmulatedIdentity System = new("client-s", "object-s");
    private static readonly EmulatedIdentity First = new("client-1", "object-1", "/subscriptions/s/first");
    private static readonly EmulatedIdentity Second = new("client-2", "object-2", "/subscriptions/s/second");

    [Fact]
    public async Task A_token_reply_has_eleven_strings()
    {
        var token = await shared.Emulator.JsonAsync($"{Token}&resource=https%3A%2F%2Fvault.azure.net");

        Assert.Equal(
            [
                "access_token", "client_id", "expires_in", "expires_on", "ext_expires_in", "msi_res_id", "not_before", "object_id",
                "refresh_token", "resource", "token_type",
            ],
            token.EnumerateObject().Select(member => member.Name));
        Assert.All(token.EnumerateObject(), member => Assert.Equal(JsonValueKind.String, member.Value.ValueKind));
        Assert.Equal("https://vault.azure.net", token.GetProperty("resource").GetString());
        Assert.Equal("Bearer", token.GetProperty("token_type").GetString());
    }

    [Fact]
    public async Task A_token_is_kept_for_half_its_life_unless_the_cache_is_bypassed()
    {
        var time = new TestClock();
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { TimeProvider = time });

        var first = await emulator.JsonAsync($"{Token}&resource=r");
        time.Advance(TimeSpan.FromHours(11));
        var cached = await emulator.JsonAsync($"{Token}&resource=r");
        var fresh = await emulator.JsonAsync($"{Token}&resource=r&bypass_cache=true");
        time.Advance(TimeSpan.FromHours(12));
        var later = await emulator.JsonAsync($"{Token}&resource=r");

        Assert.Equal(Access(first), Access(cached));
        Assert.Equal("46800", cached.GetProperty("expires_in").GetString());
        Assert.Equal(first.GetProperty("expires_on").GetString(), cached.GetProperty("expires_on").GetString());
        Assert.Equal(TestClock.Beginning.AddDays(1).ToUnixTimeSeconds().ToString(), first.GetProperty("expires_on").GetString());
        Assert.Equal(3, new HashSet<string> { Access(first), Access(fresh), Access(later) }.Count);
    }

    [Fact]
    public async Task The_access_token_reads_as_a_web_token_for_the_resource()
    {
        var token = await shared.Emulator.JsonAsync($"{Token}&resource=r");

        var parts = Access(token).Split('.');
        Assert.Equal(3, parts.Length);
        var payload = parts[1].Replace('-', '+').Replace('_', '/');
        var claims = JsonDocument.Parse(
            Encoding.UTF8.GetString(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '=')))).RootElement;
        Assert.Equal("r", claims.GetProperty("aud").GetString());
        Assert.Equal(token.GetProperty("expires_on").GetString(), claims.GetProperty("exp").GetInt64().ToString());
    }

    [Theory]
    [InlineData("", "client-s")]
    [InlineData("&client_id=client-1", "client-1")]
    [InlineData("&object_id=object-2", "client-2")]
    [InlineData("&msi_res_id=%2Fsubscriptions%2Fs%2FSECOND", "client-2")]
    public async Task Any_one_id_selects_an_identity(string query, string clientId)
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { Identities = [First, Second, System] });

        var token = await emulator.JsonAsync($"{Token}&resource=r{query}");

        Assert.Equal(clientId, token.GetProperty("client_id").GetString());
    }

    [Theory]
    [InlineData("", "'resource' is missing")]
    [InlineData("&resource=", "'resource' is missing")]
    [InlineData("&resource=r&client_id=nobody", "Identity not found")]
    [InlineData("&resource=r&client_id=client-1&object_id=object-1", "client_id, object_id")]
    [InlineData("&resource=r",
        "Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request")]
    [InlineData("&resource=r&resource=r", "'resource' is given more than once")]
    [InlineData("&resource=r&format=xml", "Bad request")]
    public async Task An_identity_that_is_not_clear_is_an_OAuth_error(string query, string description)
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { Identities = [First, Second] });

        var (status, body) = await emulator.AnswerAsync(Token + query);

        Assert.Equal(400, status);
        var error = JsonDocument.Parse(body).RootElement;
        Assert.Equal("invalid_request", error.GetProperty("error").GetString());
        Assert.Contains(description, error.GetProperty("error_description").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("identity/oauth2/token?api-version=2018-02-01&resource=r")]
    [InlineData("identity/info?api-version=2018-02-01")]
    public async Task Refusals_that_every_endpoint_has_keep_the_OAuth_shape(string target)
    {
        using var bare = await shared.Emulator.SendAsync(HttpMethod.Get, target, _ => { });
        using var forwarded = await shared.Emulator.SendAsync(HttpMethod.Get, target, request =>
        {
            request.Headers.Add("Metadata", "true");
            request.Headers.Add("X-Forwarded-For", "10.0.0.1");
        });

        Assert.Equal(
            (400, """{"error":"invalid_request","error_description":"Required metadata header not specified"}"""),
            await bare.AnswerAsync());
        var refused = JsonDocument.Parse((await forwarded.AnswerAsync()).Body).RootElement;
        Assert.Equal(["error", "error_description"], refused.EnumerateObject().Select(member => member.Name));
        Assert.Equal("invalid_request", refused.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_VM_without_identity_finds_none()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { Identities = [] });

        Assert.Equal(
            (400, """{"error":"invalid_request","error_description":"Identity not found"}"""),
            await emulator.AnswerAsync($"{Token}&resource=r"));
    }

    [Fact]
    public async Task Info_names_the_tenant()
    {
        var info = await shared.Emulator.JsonAsync("identity/info?api-version=2018-02-01");

        Assert.Equal("7c5e2a90-1d4b-4f83-b6a7-e09d3c52f81a", info.GetProperty("tenantId").GetString());
    }

    private static string Access(JsonElement token) => token.GetProperty("access_token").GetString()!;
}
