namespace Imds.Emulator.Tests;

internal static class Repository
{
    /// <summary>The folder that holds the repository these tests were built in.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Directory.Packages.props"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run from within the repository."));
}
