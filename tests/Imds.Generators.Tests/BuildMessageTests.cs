namespace Imds.Generators.Tests;

/// <summary>
/// What the package's build files say where the generator does not run, or where only the users of a project would notice.
/// </summary>
public sealed class BuildMessageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imds-build-");

    public static TheoryData<string, string, string, string> References => new()
    {
        { "vbproj", "", "", "writes C#, and this project is VB" },
        { "fsproj", "", "", "writes C#, and this project is F#" },
        { "csproj", "PrivateAssets=\"all\"", "", "PrivateAssets=\"all\" on Imds.Generators hides the package Imds.Runtime" },
        { "csproj", "PrivateAssets=\"All\"", "<PackageReference Include=\"Imds.Runtime\" Version=\"1.0.0\" />", "" },
        { "csproj", "PrivateAssets=\"all\"", "<OutputType>Exe</OutputType>", "" },
        { "csproj", "", "", "" },
    };

    [Theory, MemberData(nameof(References))]
    public async Task A_reference_that_cannot_work_is_one_message(string extension, string metadata, string more, string message)
    {
        var targets = Path.Combine(Repository.Root, "generator", "Imds.Generators.Package", "build", "Imds.Generators.targets");
        var isReference = more.StartsWith("<PackageReference", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "Consumer." + extension), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework>{(isReference ? "" : more)}</PropertyGroup>
              <ItemGroup><PackageReference Include="Imds.Generators" Version="1.0.0" {metadata} />{(isReference ? more : "")}</ItemGroup>
              <Import Project="{targets}" />
            </Project>
            """);

        var build = (await Command.RunAsync(_folder.FullName, "dotnet", "msbuild", "-nologo", "-t:ImdsCheckReference")).Succeeded(
            "The target");

        var warnings = build.Lines.Where(line => line.Contains("warning", StringComparison.Ordinal)).ToList();
        if (message.Length == 0)
        {
            Assert.Empty(warnings);
        }
        else
        {
            Assert.Contains(message, Assert.Single(warnings));
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
