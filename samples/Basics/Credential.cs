// Why: a credential for the SDKs of Azure without further packages; Azure.Identity is the better choice beyond virtual machines.
using Azure.Core;
using Imds;

namespace Basics;

internal static class Credential
{
    public static async Task RunAsync(ImdsClient imds)
    {
        TokenCredential credential = new ImdsCredential(imds);
        var request = new TokenRequestContext(["https://vault.azure.net/.default"]);
        AccessToken token = await credential.GetTokenAsync(request, CancellationToken.None);
        Console.WriteLine($"a token of {token.Token.Length} characters, good until {token.ExpiresOn:u}");
    }

    private sealed class ImdsCredential(ImdsClient imds) : TokenCredential
    {
        public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext context, CancellationToken cancellationToken)
        {
            var resource = context.Scopes.Single().Replace("/.default", "", StringComparison.Ordinal);
            IdentityToken token = await imds.Identity.Oauth2.Token.GetAsync(resource, cancellationToken: cancellationToken);
            return new AccessToken(token.AccessToken, token.GetExpiresOn() ?? DateTimeOffset.MinValue);
        }

        public override AccessToken GetToken(TokenRequestContext context, CancellationToken cancellationToken) =>
            Task.Run(() => GetTokenAsync(context, cancellationToken).AsTask(), cancellationToken).GetAwaiter().GetResult();
    }
}
