// Why: the server's side, two routes of a minimal API; it needs no virtual machine to run on.
namespace Attestation;

internal static class Server
{
    public static WebApplication Create(Machines machines)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();

        server.MapGet("/machines/nonce", machines.NewNonce);
        server.MapPost("/machines/{nonce}", async (string nonce, HttpRequest request, CancellationToken cancellationToken) =>
        {
            using var body = new StreamReader(request.Body);
            var (vmId, refusal) = await machines.AcceptAsync(nonce, await body.ReadToEndAsync(cancellationToken), cancellationToken);
            return refusal.Length == 0 ? Results.Text(vmId) : Results.Text(refusal, statusCode: StatusCodes.Status403Forbidden);
        });
        return server;
    }
}
