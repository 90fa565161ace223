namespace Imds.Generators.Tests.Harness;

/// <summary>Files of the repository, and the reference material that stands beside it on some machines.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Shared { get; } = Path.Combine(Path.GetDirectoryName(Root)!, "shared");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    public static void NeedsShared() => Assert.SkipUnless(Directory.Exists(Shared), "The reference material (../shared) is not on this machine.");

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Imds.Generators.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return directory;
    }
}
