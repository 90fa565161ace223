namespace Imds.Specs.Tests;

/// <summary>Where the files under test are, and the published documents that they are compared with.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Specs => Path.Combine(Root, "specs");

    /// <summary>A file or folder of the published documents; the test is skipped where they are not at hand.</summary>
    public static string Shared(params string[] names)
    {
        var path = Path.GetFullPath(Path.Combine([Root, "..", "shared", .. names]));
        Assert.SkipUnless(Path.Exists(path), $"The published documents to compare with are not here: there is no {path}.");
        return path;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"None of the folders above {AppContext.BaseDirectory} has a Directory.Packages.props.");
    }
}
