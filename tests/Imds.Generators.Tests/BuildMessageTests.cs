using System.Globalization;
using Imds.Generators.Diagnostics;

namespace Imds.Generators.Tests;

/// <summary>
/// What the package's build files say where the generator does not run, or where only the users of a project would notice.
/// </summary>
public sealed class BuildMessageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imds-build-");

    public static TheoryData<string, string, string, string> References => new()
    {
        { "vbproj", "", "", Message("IMDS021", "VB") },
        { "fsproj", "", "", Message("IMDS021", "F#") },
        { "vbproj", "", "<NoWarn>IMDS021</NoWarn>", "" },
        { "csproj", "PrivateAssets=\"all\"", "", Message("IMDS022") },
        // as a GlobalPackageReference does, of which the generator has to say something
        { "csproj", "PrivateAssets=\"all\" IncludeAssets=\"runtime; build; native; contentfiles; analyzers\"", "", "" },
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

    private static string Message(string id, params string[] words) =>
        $"warning {id}: "
            + string.Format(CultureInfo.InvariantCulture, Rules.ById(id).MessageFormat.ToString(CultureInfo.InvariantCulture), words);

    public void Dispose() => _folder.Delete(recursive: true);
}
