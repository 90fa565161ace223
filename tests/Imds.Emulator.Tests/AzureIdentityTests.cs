using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using Microsoft.Identity.Client;
using MsalIdentity = Microsoft.Identity.Client.AppConfig.ManagedIdentityId;

namespace Imds.Emulator.Tests;

/// <summary>What most of .NET asks for tokens with, sent to the emulator by the variables that the README names.</summary>
public sealed class AzureIdentityTests : IClassFixture<AzureIdentityTests.Redirected>
{
    private const string Endpoint = "identity/oauth2/token";
    private const string ResourceId =
        "/subscriptions/3f0c1d52-7a8e-4b6f-9d21-5c4e8a90b7d3/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/reader";

    private static readonly EmulatedIdentity System = new("5b7d9c1e-42f8-4a06-b3d7-19c6e85f20a4", "c03e7f92-8d15-4b6a-9e40-7a21d5b8f6c3");
    private static readonly EmulatedIdentity User =
        new("d1a46b08-37e9-4c52-8f1b-60e2c9d7a35f", "29f8c5d3-b417-4e60-a2c9-84d70b1e6f5a", ResourceId);

    /// <summary>Both libraries keep tokens by resource for as long as the process lives.</summary>
    private readonly string _resource = $"https://{Guid.NewGuid():N}.example";

    private readonly ImdsEmulator _emulator;

    public AzureIdentityTests(Redirected redirected)
    {
        _emulator = redirected.Emulator;
        _emulator.Reset();
    }

    public static TheoryData<string, string> Ids => new()
    {
        { "system", System.ClientId },
        { "client_id", User.ClientId },
        { "object_id", User.ClientId },
        { "msi_res_id", User.ClientId },
    };

    /// <summary>What both libraries try again after.</summary>
    public static TheoryData<string> Passing => ["404", "410", "429", "500", "503", "host-error"];

    [Fact]
    public async Task DefaultAzureCredential_asks_the_emulator()
    {
        var token = await TokenAsync(new DefaultAzureCredential());

        Assert.Equal((System.ClientId, _resource), Claims(token));
        Assert.Single(_emulator.Requests);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Azure_Identity_gets_the_token_of_any_kind_of_id(string kind, string client)
    {
        var token = await TokenAsync(Credential(kind switch
        {
            "client_id" => ManagedIdentityId.FromUserAssignedClientId(User.ClientId),
            "object_id" => ManagedIdentityId.FromUserAssignedObjectId(User.ObjectId),
            "msi_res_id" => ManagedIdentityId.FromUserAssignedResourceId(new ResourceIdentifier(ResourceId)),
            _ => ManagedIdentityId.SystemAssigned,
        }));

        Assert.Equal((client, _resource), Claims(token));
        Asked(kind);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task MSAL_gets_the_token_of_any_kind_of_id(string kind, string client)
    {
        var token = await TokenAsync(kind switch
        {
            "client_id" => MsalIdentity.WithUserAssignedClientId(User.ClientId),
            "object_id" => MsalIdentity.WithUserAssignedObjectId(User.ObjectId),
            "msi_res_id" => MsalIdentity.WithUserAssignedResourceId(ResourceId),
            _ => MsalIdentity.SystemAssigned,
        });

        Assert.Equal((client, _resource), Claims(token));
        Asked(kind);
    }

    [Fact]
    public async Task An_identity_that_is_not_there_is_said_in_the_services_words()
    {
        var unknown = Guid.NewGuid().ToString();

        var azure = await Assert.ThrowsAnyAsync<AuthenticationFailedException>(
            () => TokenAsync(Credential(ManagedIdentityId.FromUserAssignedClientId(unknown))));
        var msal = await Assert.ThrowsAsync<MsalServiceException>(() => TokenAsync(MsalIdentity.WithUserAssignedClientId(unknown)));

        Assert.Contains("not been assigned", azure.Message, StringComparison.Ordinal);
        Assert.Contains("Identity not found", msal.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, _emulator.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Passing))]
    [InlineData("reset")]
    public async Task Azure_Identity_comes_again_after_what_passes(string fault)
    {
        Let(fault, count: 2);

        Assert.Equal((System.ClientId, _resource), Claims(await TokenAsync(Credential(ManagedIdentityId.SystemAssigned))));
        Assert.Equal(3, _emulator.Requests.Count);
    }

    /// <summary>Its waits cannot be set: a second, and ten after 410.</summary>
    [Theory]
    [MemberData(nameof(Passing))]
    public async Task MSAL_comes_again_after_what_passes(string fault)
    {
        Let(fault, count: 1);

        Assert.Equal((System.ClientId, _resource), Claims(await TokenAsync(MsalIdentity.SystemAssigned)));
        Assert.Equal(2, _emulator.Requests.Count);
    }

    [Fact]
    public async Task MSAL_gives_up_where_the_connection_is_reset()
    {
        Let("reset", count: 1);

        await Assert.ThrowsAsync<MsalServiceException>(() => TokenAsync(MsalIdentity.SystemAssigned));
    }

    [Theory]
    [InlineData("503", "Service unavailable")]
    [InlineData("429", "Too many requests")]
    public async Task What_does_not_pass_ends_with_the_services_words(string fault, string words)
    {
        Let(fault, count: int.MaxValue);

        var error = await Assert.ThrowsAnyAsync<AuthenticationFailedException>(() =>
            TokenAsync(Credential(ManagedIdentityId.SystemAssigned)));

        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
    }

    private static ManagedIdentityCredential Credential(ManagedIdentityId id)
    {
        var options = new ManagedIdentityCredentialOptions(id);
        options.Retry.MaxRetries = 2;
        options.Retry.Mode = RetryMode.Fixed;
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(10);
        return new ManagedIdentityCredential(options);
    }

    private async Task<string> TokenAsync(TokenCredential credential) =>
        (await credential.GetTokenAsync(new TokenRequestContext([$"{_resource}/.default"]), TestContext.Current.CancellationToken)).Token;

    private async Task<string> TokenAsync(MsalIdentity identity) =>
        (await ManagedIdentityApplicationBuilder.Create(identity).Build().AcquireTokenForManagedIdentity(_resource)
            .ExecuteAsync(TestContext.Current.CancellationToken)).AccessToken;

    private void Let(string fault, int count) => _emulator.Faults.Add(
        Endpoint,
        fault switch
        {
            "reset" => ImdsFault.Reset,
            "host-error" => ImdsFault.HostError,
            _ => ImdsFault.Status(int.Parse(fault)),
        },
        count);

    /// <summary>The one request named the identity as this kind of id is named, and in no other way.</summary>
    private void Asked(string kind)
    {
        var target = Assert.Single(_emulator.Requests).Target;
        Assert.Equal(kind, new[] { "client_id", "object_id", "msi_res_id" }.SingleOrDefault(id =>
            target.Contains($"&{id}=", StringComparison.Ordinal)) ?? "system");
    }

    private static (string? Client, string? Audience) Claims(string token)
    {
        var payload = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        var json = Encoding.UTF8.GetString(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '=')));
        var claims = JsonDocument.Parse(json).RootElement;
        return (claims.GetProperty("appid").GetString(), claims.GetProperty("aud").GetString());
    }

    /// <summary>One emulator for all: both libraries read the variables once in the life of a process.</summary>
    public sealed class Redirected : IAsyncLifetime
    {
        public ImdsEmulator Emulator { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { Identities = [System, User] });
            Environment.SetEnvironmentVariable("AZURE_POD_IDENTITY_AUTHORITY_HOST", new Uri(Emulator.Endpoint, "/").AbsoluteUri);
            Environment.SetEnvironmentVariable("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
        }

        public async ValueTask DisposeAsync()
        {
            Environment.SetEnvironmentVariable("AZURE_POD_IDENTITY_AUTHORITY_HOST", null);
            Environment.SetEnvironmentVariable("AZURE_TOKEN_CREDENTIALS", null);
            await Emulator.DisposeAsync();
        }
    }
}
