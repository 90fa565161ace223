using System.Reflection;
using System.Text.RegularExpressions;

namespace Imds.Benchmarks.Analyzers;

/// <summary>
/// The files of a large project: copies of a few that are written as such code is, each copy in namespaces of its own. They lie beside
/// this one, in the folder <c>Code</c>, and are no part of this project.
/// </summary>
internal static partial class SourceFiles
{
    private const int Lines = 100_000;
    private const int Uses = 2_000;

    private static readonly string[] Ordinary = ["OrderBook", "CatalogClient", "CsvImport", "JobScheduler", "ReportWriter"];
    private static readonly string[] OfImds = ["Fleet", "Probe"];

    /// <summary>Nothing in them is of IMDS.</summary>
    public static IReadOnlyList<string> WithoutUses() => Fill([]);

    /// <summary>As many lines, of which some use generated members, guards, routes as texts and types marked as documents.</summary>
    public static IReadOnlyList<string> WithUses()
    {
        var files = new List<string>();
        for (var uses = 0; uses < Uses;)
        {
            var file = Copy(OfImds[files.Count % OfImds.Length], files.Count);
            files.Add(file);
            uses += UsesIn(file);
        }

        return Fill(files);
    }

    public static int LinesIn(string file) => file.Count(character => character == '\n');

    public static int UsesIn(string file) => file.Split('\n').Count(line => Use().IsMatch(line));

    private static List<string> Fill(List<string> files)
    {
        for (var lines = files.Sum(LinesIn); lines < Lines; lines += LinesIn(files[^1]))
            files.Add(Copy(Ordinary[files.Count % Ordinary.Length], files.Count));
        return files;
    }

    private static string Copy(string name, int number)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("Area000", $"Area{number:000}", StringComparison.Ordinal);
    }

    // A line of the files of IMDS that the analyzers have something to look at in.
    [GeneratedRegex(@"_imds\.|\b(vm|compute|network|card|address|tag)\.[A-Z]|/metadata/|Root \+|\[ImdsDocument")]
    private static partial Regex Use();
}
