using System.Net;
using System.Text.RegularExpressions;
using Imds.Site;

namespace Imds.Docs.Tests;

/// <summary>The pages as a site: docfx has nothing to complain of, and the pages of the specs say what the tables say.</summary>
public sealed partial class SiteTests(SiteTests.Built built) : IClassFixture<SiteTests.Built>
{
    /// <summary>The site, built once. A dead link is a warning of docfx, and a warning is a failure.</summary>
    public sealed class Built : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imds-site-");

        public int ExitCode { get; private set; } = -1;

        public string Log { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            using var log = new StringWriter();
            ExitCode = await SiteBuild.RunAsync(Repository.Root, _folder.FullName, log);
            Log = log.ToString();
        }

        public string Page(string name) => WebUtility.HtmlDecode(File.ReadAllText(Path.Combine(_folder.FullName, "html", name)));

        public ValueTask DisposeAsync()
        {
            _folder.Delete(recursive: true);
            return default;
        }
    }

    [Fact]
    public void It_is_built_without_a_warning()
    {
        Assert.True(built.ExitCode == 0, built.Log);
        Assert.Contains("0 warning(s)", built.Log);
    }

    [Theory]
    [InlineData("compute.vmSize", 34)]
    [InlineData("compute.userData", 14)]
    [InlineData("compute.physicalZone", 4)]
    [InlineData("network.interface[].ipv4.ipAddress[].publicIpAddress", 34)]
    public void The_matrix_has_a_mark_for_each_version_with_a_field(string path, int versions)
    {
        var row = Regex.Match(built.Page("matrix.html"), $"<tr><th scope=\"row\"><a [^>]*>{Regex.Escape(path)}</a></th>(.*?)</tr>");
        Assert.Equal((35, versions), (row.Groups[1].Value.Split("<td").Length - 1, row.Groups[1].Value.Count(mark => mark == '●')));
    }

    [Fact]
    public void Every_row_of_the_tables_has_a_page()
    {
        var rows = File.ReadLines(Repository.PathOf("specs", "versions", "fields-instance.csv"))
            .Where(line => line.Split('.', ',')[0] is "compute" or "network").ToList();
        Assert.InRange(rows.Count, 100, int.MaxValue);
        Assert.All(rows, row =>
        {
            var (path, introduced) = (row.Split(',')[0], row.Split(',')[1]);
            var page = built.Page($"fields/instance.{path.Replace("[]", "", StringComparison.Ordinal)}.html");
            Assert.Contains(path, page);
            Assert.Contains(introduced, page);
        });
    }

    [Fact]
    public void A_field_has_its_code_and_its_address()
    {
        var page = built.Page("fields/instance.network.interface.macAddress.html");
        Assert.Contains("await imds.Instance.Network.Interface[0].MacAddress.GetAsync()", page);
        Assert.Contains("http://169.254.169.254/metadata/instance/network/interface/0/macAddress?api-version=2017-04-02&format=text", page);
    }

    [Fact]
    public void Every_rule_is_on_the_page_of_rules_as_it_calls_itself()
    {
        var list = Repository.Read("docs", "rules.md");
        Assert.All(Directory.GetFiles(Repository.PathOf("docs", "rules")), file =>
        {
            var rule = Heading().Match(File.ReadAllText(file));
            Assert.Contains($"| [{rule.Groups[1].Value}](rules/{Path.GetFileName(file)}) | {rule.Groups[2].Value} |\n", list);
        });
    }

    /// <summary>Whoever opens the repository finds each page from the README, and whoever opens the site, from its menu.</summary>
    [Fact]
    public void Each_page_is_one_click_from_the_README_and_in_the_menu()
    {
        var pages = Directory.GetFiles(Repository.PathOf("docs"), "*.md")
            .Select(Path.GetFileName).Where(name => name != "index.md").ToList();
        Assert.All(pages, page => Assert.Contains($"](docs/{page})", Repository.Read("README.md")));
        Assert.All(pages, page => Assert.Contains($"href: {page} ", Repository.Read("docs", "toc.yml")));
    }

    [GeneratedRegex(@"^# (.+)\n\nSeverity: (\w+)\.")]
    private static partial Regex Heading();
}
