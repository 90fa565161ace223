using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Imds.Analyzers.Tests;

/// <summary>With <c>ImdsNamespace</c> the rules find the same, say the same and fix the same, of the types where they are.</summary>
public partial class NamespaceTests
{
    private const string Elsewhere = "Contoso.Vm";

    /// <summary>What is in namespace Imds whatever the project says, attributes also without their last word.</summary>
    private static readonly HashSet<string> OfTheRuntime = [.. typeof(ImdsClientOptions).Assembly.GetExportedTypes()
        .Where(type => type.Namespace == "Imds").SelectMany(type => new[] { type.Name, Suffix().Replace(type.Name, "") })];

    public static TheoryData<string> Rules => RulePageTests.AnalyzedIds;

    /// <summary>The code of every rule's page, with the namespaces that a file there would have.</summary>
    [Theory, MemberData(nameof(Rules))]
    public async Task A_rule_and_its_fixes_follow(string id)
    {
        foreach (var code in RulePageTests.Code(id, "Failing"))
        {
            var version = RulePageTests.PropertyOf(id, "Failing", code);

            var expected = await FindingsAsync(Here());
            Assert.Contains(expected, finding => finding.Contains(id, StringComparison.Ordinal));
            Assert.Equal(expected, await FindingsAsync(There()));
            Assert.Equal(
                await Here().AppliedFixesAsync(),
                (await There().AppliedFixesAsync()).Select(fix => (MovedBack(fix.Title), MovedBack(fix.Result))));

            // The state of a test is used up by a run.
            VerifierTest Here() => new() { ApiVersion = version, TestCode = code };

            VerifierTest There() => new() { ApiVersion = version, TestCode = Moved(code), Namespace = Elsewhere };
        }
    }

    /// <summary>Nothing in such a file has the word in it that the search in plain text looks for.</summary>
    [Fact]
    public async Task A_file_that_never_says_Imds_is_looked_at_too() => Assert.Equal(
        ["2 IMDS101", "4 IMDS101"],
        Ids(await new VerifierTest
        {
            ApiVersion = "2020-12-01",
            Namespace = Elsewhere,
            TestCode = """
                using Contoso.Vm;
                using System.Collections.Generic;
                class Uses { List<ExtendedLocation> _places = new();
                    static string Data(Instance vm) =>
                        vm.Compute.UserData; }
                """,
        }.DiagnosticsAsync()));

    /// <summary>
    /// The documentation suggests namespaces like this one, where <c>Imds</c> means the generated types to all code beside it.
    /// </summary>
    [Theory]
    [InlineData("Mark 'Data' with", "[global::Imds.RequiresImdsVersion(\"2021-01-01\")]")]
    [InlineData("Ask for api-version", "if (imds.ApiVersion >= Imds.ImdsApiVersions.V2021_01_01)")]
    [InlineData("Ask with the generated client", "using var imds = new Imds.ImdsClient();")]
    public async Task A_fix_writes_names_that_mean_what_they_should(string title, string expected)
    {
        const string code = """
            namespace Contoso.App
            {
                internal static class Uses
                {
                    public static void Data(Imds.Instance vm, Imds.ImdsClient imds)
                    {
                        System.Console.WriteLine(vm.Compute.UserData);
                    }

                    public static async System.Threading.Tasks.Task Data(System.Net.Http.HttpClient http)
                    {
                        System.Console.WriteLine(await http.GetStringAsync("http://169.254.169.254/metadata/instance/compute/vmSize?api-version=2021-02-01&format=text"));
                    }
                }
            }
            """;
        var test = new VerifierTest
        {
            ApiVersion = "2021-02-01", MinimumApiVersion = "2019-06-01", Namespace = "Contoso.App.Imds", TestCode = code,
        };

        var fix = Assert.Single(await test.AppliedFixesAsync(), fix => fix.Title.StartsWith(title, StringComparison.Ordinal));

        Assert.Contains(expected, fix.Result, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Ids(IEnumerable<Diagnostic> findings) => findings
        .Where(finding => finding.Id.StartsWith("IMDS", StringComparison.Ordinal))
        .Select(finding => $"{finding.Location.GetLineSpan().StartLinePosition.Line} {finding.Id}");

    private static async Task<IReadOnlyList<string>> FindingsAsync(VerifierTest test) => [.. (await test.DiagnosticsAsync()).Select(Show)];

    private static string Show(Diagnostic finding)
    {
        var line = finding.Location.GetLineSpan().StartLinePosition.Line;
        return $"{line} {finding.Id} {MovedBack(finding.GetMessage(CultureInfo.InvariantCulture))}";
    }

    private static string Moved(string code) => Qualified().Replace(
        code.Replace("using Imds;", $"using Imds; using {Elsewhere};", StringComparison.Ordinal),
        name => OfTheRuntime.Contains(name.Groups[1].Value) ? name.Value : $"{Elsewhere}.{name.Groups[1].Value}");

    private static string MovedBack(string text) => text
        .Replace($"using Imds; using {Elsewhere};", "using Imds;", StringComparison.Ordinal)
        .Replace(Elsewhere, "Imds", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![\w.])Imds\.(\w+)")]
    private static partial Regex Qualified();

    [GeneratedRegex("Attribute$")]
    private static partial Regex Suffix();
}
