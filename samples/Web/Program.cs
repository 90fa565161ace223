// Why: a web application that knows its machine: in its replies, its telemetry, its log and its health.
using Contoso.Machine;
using Imds.Emulator;
using OpenTelemetry.Resources;
using Web;

var builder = WebApplication.CreateBuilder(args);

// Unless Imds__Endpoint says otherwise, an emulator answers.
await using var emulator = builder.Configuration["Imds:Endpoint"] is not null ? null : await ImdsEmulator.StartAsync();
if (emulator is not null)
{
    builder.Configuration["Imds:Endpoint"] = emulator.Endpoint.AbsoluteUri;
}

builder.Services.AddContosoMachineImdsClient();
builder.Services.AddContosoMachineImdsInstance();
builder.Services.AddControllers();
builder.Services.AddHealthChecks().AddImds().AddImdsScheduledEvents();

builder.Services.AddOpenTelemetry()
    .ConfigureResource(resource => resource.AddImdsDetector(options =>
    {
        options.Endpoint = new Uri(builder.Configuration["Imds:Endpoint"]!);
        options.Timeout = TimeSpan.FromSeconds(5); // an emulator may start beside this; the default is a second
        options.TagPrefixes.Add("environment"); // by name, as tags can hold what is not meant for telemetry
    }))
    .WithTracing(tracing => tracing.AddSource("Imds"));

// The log has to be there before the client, which writes to it: the enricher learns of the machine afterwards.
var enricher = new MachineEnricher();
builder.Logging.AddJsonConsole().EnableEnrichment();
builder.Services.AddLogEnricher(enricher);

var app = builder.Build();
enricher.Machine = app.Services.GetRequiredService<Instance>();
app.MapGet("/where", (Instance vm) => $"{vm.Compute.Location}-{vm.Compute.Zone}");
app.MapControllers();
app.MapHealthChecks("/health");
app.Run();
