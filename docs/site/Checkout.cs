namespace Imds.Site;

/// <summary>The repository that this program was built in.</summary>
internal static class Checkout
{
    public static string Find(string folder) => File.Exists(Path.Combine(folder, "Imds.Generators.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder)
            ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository."));
}
