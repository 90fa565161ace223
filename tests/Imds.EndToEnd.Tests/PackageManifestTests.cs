using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Imds.EndToEnd.Tests;

/// <summary>What the packages say of themselves, and what they bring along.</summary>
public sealed class PackageManifestTests(Packages packages)
{
    [Theory]
    [InlineData("Imds.Generators")]
    [InlineData("Imds.Runtime")]
    [InlineData("Imds.Extensions.Hosting")]
    [InlineData("Imds.Emulator")]
    [InlineData("Imds.Extensions.OpenApi")]
    [InlineData("Imds.Extensions.OpenTelemetry")]
    [InlineData("Imds.Templates")]
    [InlineData("Imds.Tool")]
    public void A_package_says_what_it_is(string id)
    {
        var manifest = packages.Manifest(id);

        Assert.Equal(id, manifest.Element("id")?.Value);
        Assert.Equal(packages.Version, manifest.Element("version")?.Value);
        Assert.Equal("expression MIT", $"{manifest.Element("license")?.Attribute("type")?.Value} {manifest.Element("license")?.Value}");
        Assert.Equal("README.md", manifest.Element("readme")?.Value);
        Assert.Equal("icon.png", manifest.Element("icon")?.Value);
        var address = manifest.Element("projectUrl")?.Value;
        Assert.StartsWith("https://", address, StringComparison.Ordinal);
        Assert.Equal(address, manifest.Element("repository")?.Attribute("url")?.Value);
        Assert.Equal("git", manifest.Element("repository")?.Attribute("type")?.Value);
        Assert.Equal($"{address}/blob/main/CHANGELOG.md", manifest.Element("releaseNotes")?.Value);
        Assert.Contains("Instance Metadata Service", manifest.Element("description")?.Value, StringComparison.Ordinal);
        Assert.Contains("imds", manifest.Element("tags")?.Value.Split(' ') ?? []);
        Assert.Null(manifest.Element("developmentDependency"));

        var readme = Encoding.UTF8.GetString(packages.Read(id, "README.md"));
        Assert.StartsWith($"# {id}", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_generator_brings_the_runtime_of_its_own_version() =>
        Assert.Equal([$".NETStandard2.0: Imds.Runtime {packages.Version}"], Dependencies("Imds.Generators"));

    /// <summary>An app on .NET 8 gets two packages and one that they bring, of the line that .NET 8 has support for.</summary>
    [Fact]
    public void The_runtime_brings_what_each_platform_lacks()
    {
        Assert.Equal(
            [
                ".NETStandard2.0: Microsoft.Bcl.AsyncInterfaces 8.0.",
                ".NETStandard2.0: Microsoft.Bcl.TimeProvider 8.0.",
                ".NETStandard2.0: Microsoft.Extensions.Logging.Abstractions 8.0.",
                ".NETStandard2.0: System.Diagnostics.DiagnosticSource 8.0.",
                ".NETStandard2.0: System.Security.Cryptography.Pkcs 8.0.",
                ".NETStandard2.0: System.Text.Json 8.0.",
                "net8.0: Microsoft.Extensions.Logging.Abstractions 8.0.",
                "net8.0: System.Security.Cryptography.Pkcs 8.0.",
            ],
            Dependencies("Imds.Runtime").Select(line => line[..(line.LastIndexOf('.') + 1)]));
    }

    /// <summary>What restoring a project for .NET 8 found: the closure, with its sizes.</summary>
    [Fact]
    public void An_app_for_NET_8_gets_five_packages_at_most_beside_ours_and_600_KiB()
    {
        using var assets = JsonDocument.Parse(packages.Restored("Imds.Runtime"));
        var target = assets.RootElement.GetProperty("targets").EnumerateObject()
            .Single(target => target.Name is "net8.0" or ".NETCoreApp,Version=v8.0").Value;
        var folder = assets.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
        var closure = (
            from package in target.EnumerateObject()
            where package.Value.TryGetProperty("runtime", out _)
            let path = assets.RootElement.GetProperty("libraries").GetProperty(package.Name).GetProperty("path").GetString()!
            from file in package.Value.GetProperty("runtime").EnumerateObject()
            select (package.Name, Size: new FileInfo(Path.Combine(folder, path, file.Name)).Length)).ToList();

        Assert.Equal(
            ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions",
                "System.Security.Cryptography.Pkcs"],
            closure.Select(package => package.Name.Split('/')[0]).Order(StringComparer.Ordinal));
        Assert.All(closure, package => Assert.StartsWith("8.0.", package.Name.Split('/')[1]));
        var own = packages.Read("Imds.Runtime", "lib/net8.0/Imds.Runtime.dll").Length;
        Assert.InRange(closure.Sum(package => package.Size) + own, 1, 600 * 1024);
    }

    [Fact]
    public void The_resource_detector_brings_the_runtime_of_its_own_version_and_OpenTelemetry()
    {
        var dependencies = Dependencies("Imds.Extensions.OpenTelemetry").ToList();
        Assert.Contains($"net8.0: Imds.Runtime {packages.Version}", dependencies);
        Assert.Equal(["Imds.Runtime", "OpenTelemetry"], dependencies.Select(line => line.Split(' ')[1]));
    }

    [Fact]
    public void The_schemas_bring_the_runtime_of_its_own_version_and_what_makes_the_document()
    {
        var dependencies = Dependencies("Imds.Extensions.OpenApi").ToList();
        Assert.Contains($"net10.0: Imds.Runtime {packages.Version}", dependencies);
        Assert.Equal(["Imds.Runtime", "Microsoft.AspNetCore.OpenApi"], dependencies.Select(line => line.Split(' ')[1]));

        // Its generator comes along in any case, and what it writes does not compile without its build files.
        var document = packages.Manifest("Imds.Extensions.OpenApi").Descendants("dependency").Last();
        Assert.Equal(("All", null), (Attribute(document, "include"), Attribute(document, "exclude")));
    }

    [Fact]
    public void The_emulator_needs_ASP_NET_Core_and_no_package()
    {
        Assert.Empty(Dependencies("Imds.Emulator"));
        var framework = Assert.Single(packages.Manifest("Imds.Emulator").Descendants("frameworkReference"));
        Assert.Equal("Microsoft.AspNetCore.App", framework.Attribute("name")?.Value);
    }

    private IEnumerable<string> Dependencies(string id) =>
        from @group in packages.Manifest(id).Descendants("group")
        where @group.Parent!.Name == "dependencies"
        from dependency in @group.Elements("dependency")
        let line = $"{Attribute(@group, "targetFramework")}: {Attribute(dependency, "id")} {Attribute(dependency, "version")}"
        orderby line
        select line;

    private static string? Attribute(XElement element, string name) => element.Attribute(name)?.Value;
}
