using System.Text.RegularExpressions;

namespace Imds.Generators.Tests;

/// <summary>
/// All that is generated for three versions, and where there is a host, as files under Snapshots. A change of an emitter shows there,
/// line by line, before it shows in anyone's project.
/// </summary>
public partial class SnapshotTests
{
    private const string Renewal = "RENEW_SNAPSHOTS";
    private const string Command = $"dotnet test tests/Imds.Generators.Tests --filter {nameof(SnapshotTests)} -e {Renewal}=1";

    private static bool Renews => Environment.GetEnvironmentVariable(Renewal) == "1";

    [Theory]
    [InlineData("2018-02-01")]
    [InlineData("2021-02-01")]
    [InlineData("2025-04-07")]
    public void The_generated_code_is_what_the_snapshot_shows(string version)
    {
        Compare(version, new Project { ApiVersion = version }.Run().WithoutFindings().Sources);
    }

    [Fact]
    public void The_registration_with_an_applications_services_is_what_the_snapshot_shows() => Compare("hosting",
        new Project { References = HostingTests.References, Additional = "2019-06-01" }.Run().WithoutFindings().Sources
            .Where(file => file.Key.StartsWith("Microsoft.", StringComparison.Ordinal)));

    public static string FolderOf(string snapshot) => Repository.PathOf("tests", "Imds.Generators.Tests", "Snapshots", snapshot);

    private static void Compare(string snapshot, IEnumerable<KeyValuePair<string, string>> sources)
    {
        // A new version of the package is no change of the code.
        var generated = sources.ToDictionary(file => file.Key, file => ToolVersion().Replace(file.Value, "x.y.z"));
        var folder = FolderOf(snapshot);
        if (Renews)
        {
            Renew(folder, generated);
        }

        var kept = Directory.Exists(folder)
            ? Directory.GetFiles(folder)
                .ToDictionary(file => Path.GetFileName(file), file => File.ReadAllText(file).ReplaceLineEndings("\n"))
            : [];

        Assert.True(kept.Count > 0, $"There is no snapshot of {snapshot}. To write it: {Command}");
        var differences = generated.Keys.Union(kept.Keys).Order(StringComparer.Ordinal)
            .Select(name => FirstDifference(name, kept.GetValueOrDefault(name), generated.GetValueOrDefault(name)))
            .OfType<string>().ToList();
        Assert.True(differences.Count == 0, $"""
            {differences.Count} generated file(s) differ from the snapshot of {snapshot}. Where the change is meant, renew it and review the diff:
                {Command}
            {string.Join("\n", differences.Take(5))}{(differences.Count > 5 ? $"\n… and {differences.Count - 5} more" : "")}
            """);
    }

    [GeneratedRegex("""(?<=GeneratedCode\("Imds\.Generators", ")[0-9.]+(?="\))""")]
    private static partial Regex ToolVersion();

    private static void Renew(string folder, IReadOnlyDictionary<string, string> generated)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach (var (name, text) in generated)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }

    /// <summary>The first lines that differ, or null where none does.</summary>
    private static string? FirstDifference(string name, string? kept, string? generated)
    {
        if (kept is null || generated is null)
        {
            return $"{name}: {(kept is null ? "is generated, and not in the snapshot" : "is in the snapshot, and no longer generated")}";
        }

        var (before, after) = (kept.Split('\n'), generated.Split('\n'));
        var at = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return at == before.Length && at == after.Length ? null : $"{name}({at + 1}):\n{Lines("-", before, at)}{Lines("+", after, at)}";
    }

    private static string Lines(string mark, string[] lines, int from) =>
        string.Concat(lines.Skip(from).Take(3).Select(line => $"    {mark} {line}\n"));
}
