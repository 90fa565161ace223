namespace Imds.EndToEnd.Tests;

internal static class Repository
{
    /// <summary>The folder that holds the repository these tests were built in.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A file of the reference material, which lies beside the checkout on some machines and is not needed on others.</summary>
    public static string Shared(string path) => Path.Combine(Root, "..", "shared", path);

    /// <summary>The folder with the projects that use the packages.</summary>
    public static string Consumers => Path.Combine(Root, "tests", "Imds.EndToEnd.Tests", "Consumers");

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Imds.Generators.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run from within the repository."));
}
