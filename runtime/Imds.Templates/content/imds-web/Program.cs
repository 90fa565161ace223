using Imds;
using Imds.Emulator;
using OpenTelemetry.Resources;

var builder = WebApplication.CreateBuilder(args);

// Off Azure an emulator answers.
await using var emulator = builder.Environment.IsDevelopment() && builder.Configuration["Imds:Endpoint"] is null
    ? await ImdsEmulator.StartAsync()
    : null;
if (emulator is not null)
{
    builder.Configuration["Imds:Endpoint"] = emulator.Endpoint.AbsoluteUri;
}

builder.Services.AddImdsClient();
builder.Services.AddHealthChecks().AddImds().AddImdsScheduledEvents();
builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddImdsDetector(options =>
{
    options.Endpoint = builder.Configuration.GetValue("Imds:Endpoint", options.Endpoint);
}));

var app = builder.Build();
app.MapGet("/", async (ImdsClient imds, CancellationToken cancellationToken) =>
{
    Compute compute = await imds.Instance.Compute.GetAsync(cancellationToken);
    return $"{compute.Name} is a {compute.VmSize} in {compute.Location}.";
});
app.MapGet("/addresses", async (ImdsClient imds, CancellationToken cancellationToken) =>
{
    Network network = await imds.Instance.Network.GetAsync(cancellationToken);
    return network.Interface.SelectMany(card => card.Ipv4.IpAddress).Select(address => address.PrivateIpAddress);
});
app.MapHealthChecks("/health");
app.Run();
