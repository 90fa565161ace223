using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Imds.EndToEnd.Tests;

/// <summary>What is in the packages: all that belongs, and nothing else.</summary>
public sealed class PackageContentTests(Packages packages)
{
    [Fact]
    public void Packing_gives_the_packages_and_symbols_for_those_that_programs_load()
    {
        Assert.Equal(
            [
                $"Imds.Emulator.{packages.Version}.nupkg",
                $"Imds.Emulator.{packages.Version}.snupkg",
                $"Imds.Extensions.Hosting.{packages.Version}.nupkg",
                $"Imds.Extensions.Hosting.{packages.Version}.snupkg",
                $"Imds.Extensions.OpenApi.{packages.Version}.nupkg",
                $"Imds.Extensions.OpenApi.{packages.Version}.snupkg",
                $"Imds.Extensions.OpenTelemetry.{packages.Version}.nupkg",
                $"Imds.Extensions.OpenTelemetry.{packages.Version}.snupkg",
                $"Imds.Generators.{packages.Version}.nupkg",
                $"Imds.Runtime.{packages.Version}.nupkg",
                $"Imds.Runtime.{packages.Version}.snupkg",
                $"Imds.Templates.{packages.Version}.nupkg",
                $"Imds.Tool.{packages.Version}.nupkg",
            ],
            packages.Files);
    }

    [Fact]
    public void Packing_gives_no_warning() => Assert.DoesNotContain("warning", packages.Log, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void The_generator_comes_with_its_specs_and_with_what_it_needs_inside_the_compiler()
    {
        Assert.Equal(
            [
                "README.md",
                "THIRD-PARTY-NOTICES.txt",
                "analyzers/dotnet/cs/Imds.Generators.CodeFixes.dll",
                "analyzers/dotnet/cs/Imds.Generators.Completion.dll",
                "analyzers/dotnet/cs/Imds.Generators.dll",
                "analyzers/dotnet/cs/Microsoft.Bcl.AsyncInterfaces.dll",
                "analyzers/dotnet/cs/Microsoft.OpenApi.dll",
                "analyzers/dotnet/cs/System.Text.Encodings.Web.dll",
                "analyzers/dotnet/cs/System.Text.Json.dll",
                "build/Imds.Generators.props",
                "build/Imds.Generators.targets",
                "buildTransitive/Imds.Generators.props",
                "buildTransitive/Imds.Generators.targets",
                "icon.png",
                "lib/netstandard2.0/_._",
                "specs/imds.swagger.json",
                "specs/versions/api-versions.csv",
                "specs/versions/endpoints.csv",
                "specs/versions/fields-attested.csv",
                "specs/versions/fields-identity.csv",
                "specs/versions/fields-instance.csv",
                "specs/versions/fields-loadbalancer.csv",
                "specs/versions/fields-scheduledevents.csv",
                "specs/versions/fields-versions.csv",
                "specs/versions/observed-api-versions.csv",
                "specs/versions/observed-fields-instance.csv",
                "specs/versions/parameters.csv",
            ],
            packages.Content("Imds.Generators"));
    }

    [Fact]
    public void The_runtime_comes_for_both_platforms_with_its_documentation()
    {
        Assert.Equal(
            [
                "README.md",
                "icon.png",
                "lib/net8.0/Imds.Runtime.dll",
                "lib/net8.0/Imds.Runtime.xml",
                "lib/netstandard2.0/Imds.Runtime.dll",
                "lib/netstandard2.0/Imds.Runtime.xml",
            ],
            packages.Content("Imds.Runtime"));
    }

    [Fact]
    public void The_emulator_comes_as_a_library() =>
        Assert.Equal(["README.md", "icon.png", "lib/net8.0/Imds.Emulator.dll", "lib/net8.0/Imds.Emulator.xml"],
            packages.Content("Imds.Emulator"));

    [Fact]
    public void The_resource_detector_comes_as_a_library_without_its_generator() => Assert.Equal(
        ["README.md", "icon.png", "lib/net8.0/Imds.Extensions.OpenTelemetry.dll", "lib/net8.0/Imds.Extensions.OpenTelemetry.xml"],
        packages.Content("Imds.Extensions.OpenTelemetry"));

    [Fact]
    public void The_schemas_come_as_a_library() => Assert.Equal(
        ["README.md", "icon.png", "lib/net10.0/Imds.Extensions.OpenApi.dll", "lib/net10.0/Imds.Extensions.OpenApi.xml"],
        packages.Content("Imds.Extensions.OpenApi"));

    [Fact]
    public void The_templates_come_as_they_are() => Assert.Equal(
        [
            "README.md",
            "content/imds-web/.template.config/template.json",
            "content/imds-web/ImdsWeb.csproj",
            "content/imds-web/Program.cs",
            "content/imds-web/Properties/launchSettings.json",
            "content/imds-web/appsettings.json",
            "content/imds-worker/.template.config/template.json",
            "content/imds-worker/ImdsWorker.csproj",
            "content/imds-worker/Program.cs",
            "content/imds-worker/Properties/launchSettings.json",
            "content/imds-worker/Work.cs",
            "content/imds-worker/appsettings.json",
            "icon.png",
        ],
        packages.Content("Imds.Templates"));

    /// <summary>Folder by folder: what it needs of others comes along, as for any program.</summary>
    [Fact]
    public void The_command_comes_as_a_tool_for_every_platform()
    {
        var content = packages.Content("Imds.Tool");
        Assert.Superset(
            new HashSet<string>
            {
                "README.md",
                "icon.png",
                "tools/net8.0/any/DotnetToolSettings.xml",
                "tools/net8.0/any/Imds.Emulator.dll",
                "tools/net8.0/any/Imds.Runtime.dll",
                "tools/net8.0/any/Spectre.Console.dll",
                "tools/net8.0/any/System.CommandLine.dll",
                "tools/net8.0/any/imds.deps.json",
                "tools/net8.0/any/imds.dll",
                "tools/net8.0/any/imds.runtimeconfig.json",
            },
            content.ToHashSet());
        Assert.DoesNotContain(content, path => path.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.DoesNotContain(content, path => path.StartsWith("lib/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Imds.Runtime", "lib/net8.0/Imds.Runtime")]
    [InlineData("Imds.Runtime", "lib/netstandard2.0/Imds.Runtime")]
    [InlineData("Imds.Emulator", "lib/net8.0/Imds.Emulator")]
    [InlineData("Imds.Extensions.OpenApi", "lib/net10.0/Imds.Extensions.OpenApi")]
    [InlineData("Imds.Extensions.OpenTelemetry", "lib/net8.0/Imds.Extensions.OpenTelemetry")]
    public void The_symbols_are_those_of_the_assembly(string id, string path)
    {
        using var assembly = new PEReader(new MemoryStream(packages.Read(id, path + ".dll")));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(packages.Read(id, path + ".pdb", "snupkg")));

        var entry = assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        var identity = new BlobContentId(symbols.GetMetadataReader().DebugMetadataHeader!.Id);
        Assert.Equal(assembly.ReadCodeViewDebugDirectoryData(entry).Guid, identity.Guid);
    }

    [Theory]
    [InlineData("Imds.Generators")]
    [InlineData("Imds.Generators.CodeFixes")]
    [InlineData("Imds.Generators.Completion")]
    public void What_the_compiler_loads_has_its_symbols_inside(string name)
    {
        using var assembly = new PEReader(new MemoryStream(packages.Read("Imds.Generators", $"analyzers/dotnet/cs/{name}.dll")));
        Assert.Contains(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
    }

    [Fact]
    public void The_notices_name_every_assembly_of_others()
    {
        var notices = System.Text.Encoding.UTF8.GetString(packages.Read("Imds.Generators", "THIRD-PARTY-NOTICES.txt"));
        var others = packages.Content("Imds.Generators")
            .Where(path => path.EndsWith(".dll", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => !name.StartsWith("Imds.", StringComparison.Ordinal));
        Assert.All(others, name => Assert.Contains(name, notices, StringComparison.Ordinal));
    }
}
