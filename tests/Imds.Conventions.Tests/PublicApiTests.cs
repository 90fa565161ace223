using System.Xml.Linq;

namespace Imds.Conventions.Tests;

/// <summary>The public API of each package is written down, so that a review shows what changes of it.</summary>
public class PublicApiTests
{
    public static TheoryData<string> Libraries =>
        [
            .. Files.All(".csproj")
                .Where(project => Says(project, "IsPackable", "true") && !Says(project, "IncludeBuildOutput", "false")
                    && !Says(project, "PackAsTool", "true"))
                .Select(Files.NameOf),
        ];

    [Theory, MemberData(nameof(Libraries))]
    public void A_package_has_its_public_API_beside_it(string project)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(project))!;
        var api = new[] { "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt" }.SelectMany(file =>
            File.ReadAllLines(Path.Combine(folder, file))).ToList();

        Assert.Contains("#nullable enable", api);
        Assert.Contains(api, line => line.Contains("Imds", StringComparison.Ordinal));
    }

    private static bool Says(string project, string property, string value) =>
        XDocument.Load(project).Descendants(property).Any(element => element.Value == value);
}
