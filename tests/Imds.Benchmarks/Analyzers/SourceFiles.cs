using System.Reflection;
using System.Text.RegularExpressions;

namespace Imds.Benchmarks.Analyzers;

/// <summary>
/// The files of a large project: copies of a few that are written as such code is, each copy in namespaces of its own. They lie beside
/// this one, in the folder <c>Code</c>, and are no part of this project.
/// </summary>
internal static partial class SourceFiles
{
    private static readonly string[] Ordinary = ["OrderBook", "CatalogClient", "CsvImport", "JobScheduler", "ReportWriter"];
    private static readonly string[] OfImds = ["Placement", "Fleet", "Probe"];

    /// <summary>
    /// So many lines, and in them so many uses of generated members, of routes as texts, and of types marked as documents.
    /// </summary>
    public static IReadOnlyList<string> Write(int lines, int uses)
    {
        var files = new List<string>();
        for (var written = 0; written < uses;)
        {
            var file = Copy(OfImds[files.Count % OfImds.Length], files.Count);
            files.Add(file);
            written += UsesIn(file);
        }

        for (var written = files.Sum(LinesIn); written < lines; written += LinesIn(files[^1]))
        {
            files.Add(Copy(Ordinary[files.Count % Ordinary.Length], files.Count));
        }

        return files;
    }

    public static int LinesIn(string file) => file.Count(character => character == '\n');

    public static int UsesIn(string file) => Use().Count(file);

    private static string Copy(string name, int number)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("Area000", $"Area{number:000}", StringComparison.Ordinal);
    }

    // Each member of the client or of a document, each text that is sent, each type that is marked.
    [GeneratedRegex(@"\b(_imds|vm|compute|disk|system|network|card|subnet|address|tag)\.[A-Z]|/metadata/instance|/metadata/scheduled|Root \+|\[ImdsDocument")]
    private static partial Regex Use();
}
