using Imds.Generators;
using Imds.Generators.Primitives;
using Imds.Generators.Specs;
using Imds.Generators.Versions;

namespace Imds.Site;

/// <summary>The specs, read as the generator reads them.</summary>
internal static class SpecReading
{
    public static ServiceView Read(string specs)
    {
        var swagger = Path.Combine(specs, "imds.swagger.json");
        var files = Directory.EnumerateFiles(Path.Combine(specs, "versions"), "*.csv").Order(StringComparer.Ordinal)
            .Select(file => new SpecFile(file, SpecKind.Versions, IsOwn: false, File.ReadAllText(file)))
            .Prepend(new SpecFile(swagger, SpecKind.Swagger, IsOwn: false, File.ReadAllText(swagger)));
        var read = ServiceCache.Read(files.ToEquatable());
        return read.Value is { } service && read.Problems.Count == 0
            ? service
            : throw new InvalidOperationException($"The specs have faults:\n{string.Join('\n', read.Problems)}");
    }
}
