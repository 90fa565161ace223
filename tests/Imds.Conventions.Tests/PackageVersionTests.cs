using System.Xml.Linq;

namespace Imds.Conventions.Tests;

/// <summary>Versions of packages stand in one file, which has those that are used and no others.</summary>
public class PackageVersionTests
{
    [Fact]
    public void Every_package_version_is_used_by_a_project()
    {
        var used = Elements("PackageReference", ".csproj", ".props", ".targets").ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.All(Elements("PackageVersion", ".props"), package => Assert.True(used.Contains(package), $"No project uses {package}."));
    }

    private static IEnumerable<string> Elements(string name, params string[] extensions) =>
        from file in Files.All(extensions)
        from element in XDocument.Load(file).Descendants(name)
        select element.Attribute("Include")?.Value ?? "";
}
