using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Inspect.Tests;

/// <summary>A server on the loopback that is no metadata service: it says the same to everyone.</summary>
internal sealed class OtherServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtherServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<OtherServer> StartAsync(string contentType, string body)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context =>
        {
            context.Response.ContentType = contentType;
            return context.Response.WriteAsync(body);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new OtherServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
