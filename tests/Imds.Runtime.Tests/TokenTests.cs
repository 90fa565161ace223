using System.Net;

namespace Imds.Runtime.Tests;

public class TokenTests
{
    private readonly TestClock _clock = new();
    private int _count;

    [Fact]
    public async Task A_token_is_kept_until_five_minutes_before_it_expires()
    {
        var stub = Tokens(TimeSpan.FromHours(1));
        using var connection = Connect(stub);
        Assert.Equal("token 1", await GetAsync(connection));
        _clock.Advance(TimeSpan.FromMinutes(55) - TimeSpan.FromTicks(1));
        Assert.Equal("token 1", await GetAsync(connection));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("token 2", await GetAsync(connection));
    }

    [Theory]
    [InlineData(299)]
    [InlineData(-1)]
    [InlineData(null)]
    public async Task A_token_about_to_expire_or_of_unknown_end_is_not_kept(int? seconds)
    {
        using var connection = Connect(Tokens(seconds is { } left ? TimeSpan.FromSeconds(left) : null));
        Assert.Equal("token 1", await GetAsync(connection));
        Assert.Equal("token 2", await GetAsync(connection));
    }

    [Fact]
    public async Task Each_resource_and_identity_has_its_own()
    {
        using var connection = Connect(Tokens(TimeSpan.FromHours(1)));
        Assert.Equal("token 1", await GetAsync(connection));
        Assert.Equal("token 2", await GetAsync(connection, ("resource", "other")));
        Assert.Equal("token 3", await GetAsync(connection, ("client_id", "a")));
        Assert.Equal("token 4", await GetAsync(connection, ("object_id", "a")));
        Assert.Equal("token 5", await GetAsync(connection, ("msi_res_id", "a")));
        Assert.Equal("token 1", await GetAsync(connection));
        Assert.Equal("token 3", await GetAsync(connection, ("client_id", "a")));
    }

    [Fact]
    public async Task Whoever_bypasses_what_is_kept_renews_it()
    {
        using var connection = Connect(Tokens(TimeSpan.FromHours(1)));
        Assert.Equal("token 1", await GetAsync(connection));
        Assert.Equal("token 2", await GetAsync(connection, ("bypass_cache", "true")));
        Assert.Equal("token 2", await GetAsync(connection));
        Assert.Equal("token 3", await GetAsync(connection, ("bypass_cache", "true")));
    }

    [Fact]
    public async Task A_token_that_is_renewed_takes_the_place_of_no_other()
    {
        using var connection = Connect(Tokens(TimeSpan.FromHours(1)));
        for (var i = 1; i <= 256; i++) // as many as are kept
        {
            Assert.Equal($"token {i}", await GetAsync(connection, ("resource", $"r{i}")));
        }

        Assert.Equal("token 257", await GetAsync(connection, ("resource", "r256"), ("bypass_cache", "true")));
        Assert.Equal("token 1", await GetAsync(connection, ("resource", "r1")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(999_999_999_999_999)]
    public async Task A_token_that_is_not_kept_takes_the_place_of_no_other(long? expires)
    {
        var stub = new StubHandler(request => StubHandler.Reply(HttpStatusCode.OK,
            request.RequestUri!.Query.Contains("=r257", StringComparison.Ordinal)
                ? $$"""{"name":"token {{++_count}}","expires_on":{{expires?.ToString() ?? "null"}}}"""
                : $$"""{"name":"token {{++_count}}","expires_on":"{{(_clock.GetUtcNow() + TimeSpan.FromHours(1)).ToUnixTimeSeconds()}}"}"""));
        using var connection = Connect(stub);
        for (var i = 1; i <= 257; i++) // one more than are kept
        {
            Assert.Equal($"token {i}", await GetAsync(connection, ("resource", $"r{i}")));
        }

        Assert.Equal("token 1", await GetAsync(connection, ("resource", "r1")));
        Assert.Equal("token 258", await GetAsync(connection, ("resource", "r257")));
    }

    [Fact]
    public async Task Keeping_can_be_switched_off()
    {
        using var connection = Connect(Tokens(TimeSpan.FromHours(1)), options => options.CacheTokens = false);
        Assert.Equal("token 1", await GetAsync(connection));
        Assert.Equal("token 2", await GetAsync(connection));
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        var stub = new StubHandler(HttpStatusCode.BadRequest, """{"error":"invalid_request","error_description":"Identity not found"}""");
        using var connection = Connect(stub);
        await Assert.ThrowsAsync<ImdsException>(() => GetAsync(connection));
        await Assert.ThrowsAsync<ImdsException>(() => GetAsync(connection));
        Assert.Equal(2, stub.Urls.Count);
    }

    [Fact]
    public async Task Two_identities_are_refused_before_the_call()
    {
        var stub = Tokens(null);
        using var connection = Connect(stub);
        var two = await Assert.ThrowsAsync<ArgumentException>(() => GetAsync(connection, ("client_id", "a"), ("msi_res_id", "b")));
        Assert.Equal("A request may have one of client_id, object_id, msi_res_id, and client_id and msi_res_id are given: leave out all but "
            + "one.", two.Message);
        Assert.Empty(stub.Urls);
    }

    private ImdsConnection Connect(StubHandler stub, Action<ImdsClientOptions>? change = null) => Calls.Connect(stub, options =>
    {
        options.TimeProvider = _clock;
        change?.Invoke(options);
    });

    private StubHandler Tokens(TimeSpan? lifetime) => new(_ =>
    {
        var expires = lifetime is null ? "" : $",\"expires_on\":\"{(_clock.GetUtcNow() + lifetime.Value).ToUnixTimeSeconds()}\",\"not_before\":\"1\"";
        return StubHandler.Reply(HttpStatusCode.OK, $$"""{"name":"token {{++_count}}"{{expires}}}""");
    });

    private static Task<string> GetAsync(ImdsConnection connection, params (string Name, string Value)[] parameters)
    {
        var query = new ImdsQuery();
        foreach (var (name, value) in parameters.Any(parameter => parameter.Name == "resource")
            ? parameters : [("resource", "https://vault.azure.net"), .. parameters])
        {
            query.Add(name, value);
        }

        return new ImdsRoute(connection, ServiceEndpoints.Token).GetAsync(Calls.ReadName, query, default);
    }
}
