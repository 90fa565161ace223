var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(new ImdsClient());
builder.Services.AddRazorPages();
var app = builder.Build();
app.MapRazorPages();
app.MapGet("/size", (ImdsClient imds) => SizeAsync(imds));
app.Run();

static async Task SizeAsync(ImdsClient imds) => JsonConvert.SerializeObject((await imds.Instance.GetAsync()).Compute.VmSize);
