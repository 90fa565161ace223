using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Imds.Conventions.Tests;

/// <summary>What a text points at is there.</summary>
public partial class LinkTests
{
    private static readonly string Address =
        XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;

    public static TheoryData<string> Pages => [.. Files.All(".md").Select(Files.NameOf)];

    public static TheoryData<string> PackageReadmes =>
        [.. Files.All(".csproj").Where(IsPackage)
            .Select(project => Files.NameOf(Path.Combine(Path.GetDirectoryName(project)!, "README.md")))];

    [Theory, MemberData(nameof(Pages))]
    public void Every_relative_link_leads_to_a_file(string page)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        var relative = Links(page).Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'));

        Assert.All(relative,
            link => Assert.True(Path.Exists(Path.Combine(folder, WithoutFragment(link))), $"{page} points at {link}, which is not there."));
    }

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_into_the_repository_leads_to_a_file(string page) =>
        Assert.All(Links(page).Where(link => link.StartsWith(Address, StringComparison.Ordinal)), link =>
        {
            var path = InRepository().Match(link[Address.Length..]);
            Assert.True(path.Success || link == Address, $"{page} points at {link}, which is no file of the repository.");
            Assert.True(Path.Exists(Repository.PathOf(WithoutFragment(path.Groups[1].Value))),
                $"{page} points at {link}, which is not there.");
        });

    [Theory, MemberData(nameof(PackageReadmes))]
    public void A_package_has_a_readme_of_its_own_that_can_be_read_anywhere(string readme)
    {
        Assert.StartsWith("# Imds.", File.ReadAllText(Repository.PathOf(readme)), StringComparison.Ordinal);
        Assert.All(Links(readme), link => Assert.StartsWith("https://", link, StringComparison.Ordinal));
    }

    private static bool IsPackage(string project) =>
        XDocument.Load(project).Descendants("IsPackable").Any(element => element.Value == "true");

    private static IEnumerable<string> Links(string page)
    {
        var text = Fences().Replace(File.ReadAllText(Repository.PathOf(page)), "");
        return Link().Matches(text).Select(match => match.Groups[1].Value);
    }

    private static string WithoutFragment(string link) => link.Split('#')[0];

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"^/(?:blob|tree)/main/(.+)$")]
    private static partial Regex InRepository();
}
