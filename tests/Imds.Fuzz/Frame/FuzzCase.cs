using System.Security.Cryptography;

namespace Imds.Fuzz.Frame;

/// <summary>An input that once failed, kept in a file. The tests check that it fails no more.</summary>
public static class FuzzCase
{
    public static IEnumerable<string> FilesOf(FuzzTarget target) =>
        Directory.Exists(FolderOf(target)) ? Directory.EnumerateFiles(FolderOf(target)).Order(StringComparer.Ordinal) : [];

    /// <returns>The file, named after what is in it.</returns>
    public static string Keep(FuzzTarget target, byte[] input)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(input))[..12];
        var file = Path.Combine(Directory.CreateDirectory(FolderOf(target)).FullName, name + target.CaseExtension);
        File.WriteAllBytes(file, input);
        return file;
    }

    private static string FolderOf(FuzzTarget target) => Repository.PathOf("tests", "Imds.Fuzz", "Cases", target.Name);
}
