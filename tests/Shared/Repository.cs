namespace Imds.Testing;

/// <summary>
/// Files of the repository that the tests were built in, and the reference documents that stand beside it on some machines.
/// </summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(params string[] names) => Path.Combine([Root, .. names]);

    public static string Read(params string[] names) => File.ReadAllText(PathOf(names));

    /// <summary>Where a reference document is, if it is at hand.</summary>
    public static string Reference(params string[] names) => Path.GetFullPath(Path.Combine([Root, "..", "shared", .. names]));

    /// <summary>A reference document; the test is skipped where it is not at hand.</summary>
    public static string RequireReference(params string[] names)
    {
        var path = Reference(names);
        Assert.SkipUnless(Path.Exists(path), $"The reference documents to compare with are not on this machine: there is no {path}.");
        return path;
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Imds.Generators.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository."));
}
