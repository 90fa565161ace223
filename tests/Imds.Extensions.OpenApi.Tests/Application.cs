using System.Text.Json;
using Contoso.Machine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Imds.Extensions.OpenApi.Tests;

/// <summary>A web application on a port of its own that gives and takes generated records, and describes itself.</summary>
internal sealed class Application : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Application(WebApplication app) => _app = app;

    public static async Task<Application> StartAsync(Action<OpenApiOptions> configure, Action<JsonOptions>? json = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddOpenApi(configure);
        builder.Services.ConfigureHttpJsonOptions(json ?? (_ => { }));
        builder.Services.AddControllers().AddApplicationPart(typeof(MachineController).Assembly);

        var app = builder.Build();
        app.MapOpenApi();
        app.MapControllers();
        app.MapGet("/instance", () => Instance.Empty);
        app.MapGet("/tags", () => new[] { Tag.Empty });
        app.MapGet("/host", () => new Host("web_0", null, [], new Dictionary<string, Subnet>()));
        app.MapPost("/compute", (Compute compute) => compute);
        foreach (var record in Records)
        {
            app.MapGet($"/records/{record.Name}", () => { }).Produces(StatusCodes.Status200OK, record);
        }

        await app.StartAsync();
        return new Application(app);
    }

    /// <summary>All that is generated and becomes JSON.</summary>
    public static IReadOnlyList<Type> Records { get; } = [.. typeof(Instance).Assembly.GetTypes()
        .Where(type => type.IsDefined(typeof(ImdsTypeAttribute), inherit: false) && type.GetProperty("Empty") is not null)];

    public HttpClient CreateClient() => new() { BaseAddress = new Uri(_app.Urls.Single()) };

    public async Task<JsonElement> DescribeAsync()
    {
        using var client = CreateClient();
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));
        return document.RootElement.Clone();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>What a program may have around records.</summary>
public sealed record Host(string Name, Plan? Plan, IReadOnlyList<Subnet> Subnets, IReadOnlyDictionary<string, Subnet> ByName);
