namespace Imds.Benchmarks;

/// <summary>Where this repository is, for what is measured over its files.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Imds.Generators.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("The benchmarks do not run inside the repository.");
        }

        return directory;
    }
}
