namespace Imds.Conventions.Tests;

/// <summary>The files that people write in this repository: not what is built, measured or generated.</summary>
internal static class Files
{
    private static readonly string[] Skipped = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules",
        "Snapshots", ".git", ".vs"];

    public static IReadOnlyList<string> All(params string[] extensions) =>
        [.. Below(new DirectoryInfo(Repository.Root)).Where(file => extensions.Contains(Path.GetExtension(file)))
            .Order(StringComparer.Ordinal)];

    public static string NameOf(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    private static IEnumerable<string> Below(DirectoryInfo folder) =>
        folder.EnumerateFiles().Select(file => file.FullName)
            .Concat(folder.EnumerateDirectories().Where(child => !Skipped.Contains(child.Name)).SelectMany(Below));
}
