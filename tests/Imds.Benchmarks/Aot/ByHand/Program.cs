using System.Net.Http.Json;
using System.Text.Json.Serialization;

using var http = new HttpClient();
http.DefaultRequestHeaders.Add("Metadata", "true");
var compute = await http.GetFromJsonAsync($"{args[0]}/instance/compute?api-version=2023-07-01", MetadataContext.Default.Compute);
Console.WriteLine($"{compute!.Name} {compute.Location} {compute.VmSize}");

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Compute))]
internal sealed partial class MetadataContext : JsonSerializerContext;

internal sealed class Compute
{
    public string Name { get; set; } = "";
    public string Location { get; set; } = "";
    public string VmSize { get; set; } = "";
}
