using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Builds;

/// <summary>A small console program.</summary>
internal sealed class ConsoleProject
{
    private readonly string _folder;
    private readonly string _name;

    /// <param name="items">What it refers to.</param>
    /// <param name="code">Its source.</param>
    public ConsoleProject(string folder, string name, string items, string code)
    {
        (_folder, _name) = (Path.Combine(folder, name), name);
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <ImdsApiVersion>2023-07-01</ImdsApiVersion>
              </PropertyGroup>
              <ItemGroup>
                {items}
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Source, code);
    }

    private string Source => Path.Combine(_folder, "Program.cs");

    private string Assembly => Path.Combine(_folder, "obj", "Debug", "net10.0", $"{_name}.dll");

    /// <summary>Builds it after a change of its source, so that the compiler has to run.</summary>
    public async Task BuildAsync(CompilerServer server, params string[] settings)
    {
        var start = DateTime.UtcNow;
        File.SetLastWriteTimeUtc(Source, start);
        await Command.OutputAsync(_folder, "dotnet", ["build", "--nologo", .. server.Settings, .. settings]);
        if (File.GetLastWriteTimeUtc(Assembly) < start)
        {
            throw new InvalidOperationException($"The build of {_name} did not compile it.");
        }
    }

    /// <summary>Restores, builds and runs it, as whoever has just written it does.</summary>
    public async Task FirstRunAsync(Uri endpoint)
    {
        foreach (var folder in (string[])["bin", "obj"])
        {
            Directory.Delete(Path.Combine(_folder, folder), recursive: true);
        }

        var written = await Command.OutputAsync(_folder, "dotnet", "run", "--", endpoint.OriginalString);
        if (!written.Contains("Standard_", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{_name} did not say what size the machine has, but: {written}");
        }
    }

    /// <summary>What a build would tell the compiler, in a file.</summary>
    public async Task<FileInfo> WriteCommandLineAsync()
    {
        File.SetLastWriteTimeUtc(Source, DateTime.UtcNow); // or there is nothing to compile
        const string Arguments = "CscCommandLineArgs";
        var written = await Command.OutputAsync(_folder, "dotnet", "msbuild", "-t:Compile", "-p:ProvideCommandLineArgs=true",
            "-p:SkipCompilerExecution=true", $"-getItem:{Arguments}");
        var arguments = JsonNode.Parse(written)!["Items"]![Arguments]!.AsArray().Select(argument => (string)argument!["Identity"]!);
        var file = new FileInfo(Path.Combine(_folder, $"{_name}.rsp"));
        // which counts on the command line alone
        await File.WriteAllLinesAsync(file.FullName, arguments.Where(argument => argument != "/noconfig"));
        return file;
    }

    /// <summary>The names of all its types, and how many methods each has.</summary>
    public IReadOnlyList<string> Types()
    {
        using var file = new PEReader(File.OpenRead(Assembly));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)} {type.GetMethods().Count}")
            .Order(StringComparer.Ordinal)];
    }
}
