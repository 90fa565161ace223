// Why: the machine's side asks the server for a nonce, and the service for a document that holds it.
using Imds;

namespace Attestation;

internal static class Machine
{
    private static (string Nonce, string Signature) _sent;

    public static async Task<string> IntroduceAsync(ImdsClient imds, HttpClient server)
    {
        string nonce = await server.GetStringAsync("machines/nonce");
        AttestedData attested = await imds.Attested.Document.GetAsync(nonce);
        _sent = (nonce, attested.Signature);
        return await SendAsync(server);
    }

    public static Task<string> RepeatAsync(HttpClient server) => SendAsync(server);

    private static async Task<string> SendAsync(HttpClient server)
    {
        using var response = await server.PostAsync($"machines/{_sent.Nonce}", new StringContent(_sent.Signature));
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }
}
