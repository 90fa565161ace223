using System.Xml.Linq;

namespace Imds.Conventions.Tests;

/// <summary>The address of the repository stands in one property. Texts need it written out, and nothing else does.</summary>
public class AddressTests
{
    [Fact]
    public void Code_and_build_files_take_the_address_from_the_property()
    {
        var address = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;

        Assert.Equal(
            ["Directory.Build.props"],
            Files.All(".cs", ".csproj", ".props", ".targets")
                .Where(file => File.ReadAllText(file).Contains(address, StringComparison.Ordinal)).Select(Files.NameOf));
    }
}
