using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Imds.Site;

/// <summary>Puts the pages together, those of the specs among them, and has docfx make a site of them.</summary>
internal static partial class SiteBuild
{
    /// <param name="root">The repository.</param>
    /// <param name="folder">Where the site goes: its pages as Markdown below "source", the site below "html".</param>
    /// <param name="log">What docfx says.</param>
    /// <returns>docfx's exit code: not 0 where a link is dead or anything else is worth a warning.</returns>
    public static async Task<int> RunAsync(string root, string folder, TextWriter log)
    {
        var source = Path.Combine(folder, "source");
        Clear(source);
        Clear(Path.Combine(folder, "html"));
        CopyPages(root, source);
        SpecPages.Write(SpecReading.Read(Path.Combine(root, "specs")), source);

        return await DotNetAsync(root, log, "tool", "restore", "--verbosity", "quiet") is not 0 and var code
            ? code
            : await DotNetAsync(root, log, "docfx", "build", Path.Combine(source, "docfx.json"), "--warningsAsErrors",
                "--output", Path.Combine(folder, "html"));
    }

    /// <summary>The pages as they are; links to files beside docs lead to the repository, as those are no part of the site.</summary>
    private static void CopyPages(string root, string source)
    {
        var docs = Path.Combine(root, "docs");
        var address = XDocument.Load(Path.Combine(root, "Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;
        var style = Path.Combine("template", "public", "main.css");
        var files = Directory.EnumerateFiles(docs).Concat(Directory.EnumerateFiles(Path.Combine(docs, "rules")));
        foreach (var file in files.Append(Path.Combine(docs, "site", style)))
        {
            var target = Path.Combine(source, Path.GetExtension(file) == ".css" ? style : Path.GetRelativePath(docs, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Path.GetExtension(file) == ".md")
            {
                File.WriteAllText(target, LinkOut().Replace(File.ReadAllText(file), match =>
                {
                    var linked = Path.GetRelativePath(root, Path.Combine(Path.GetDirectoryName(file)!, match.Groups[1].Value));
                    return $"]({address}/blob/main/{linked.Replace('\\', '/')})";
                }));
            }
            else
            {
                File.Copy(file, target);
            }
        }
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> DotNetAsync(string folder, TextWriter log, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            await log.WriteLineAsync(line);
        }

        await log.WriteAsync(await errors);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    [GeneratedRegex(@"\]\(((?:\.\./)+[^)\s]*)\)")]
    private static partial Regex LinkOut();
}
