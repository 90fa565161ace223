using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Imds.Analyzers.Tests;

/// <summary>IMDS112: a version that is written as no version is.</summary>
public class VersionTextTests
{
    [Theory]
    [InlineData("2021/01/01", "did you mean 2021-01-01?", "2021-01-01")]
    [InlineData("20210101", "did you mean 2021-01-01?", "2021-01-01")]
    [InlineData("v2021-01-01", "did you mean 2021-01-01?", "2021-01-01")]
    [InlineData("2021-1-1", "did you mean 2021-01-01?", "2021-01-01")]
    [InlineData("2021-01-02", "the nearest are 2021-01-01 and 2021-02-01", "2021-01-01")]
    [InlineData("2021-13-01", "the nearest are", "")]
    [InlineData("", "did you mean 2025-04-07?", "2025-04-07")]
    [InlineData("latest", "did you mean 2025-04-07?", "2025-04-07")]
    public async Task A_demand_and_a_guard_are_held_to_the_versions_that_there_are(string text, string guess, string mended)
    {
        foreach (var attribute in new[] { "RequiresImdsVersion", "ImdsVersionGuard" })
        {
            var code = $"class C {{ [Imds.{attribute}(\"{text}\")] bool Is() => true; }}";
            VerifierTest Test() => new() { ApiVersion = "2021-02-01", TestCode = code };

            var finding = Assert.Single(await Test().DiagnosticsAsync());
            if (mended.Length == 0)
            {
                guess = "";
            }

            Assert.Equal("IMDS112", finding.Id);
            Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
            Assert.StartsWith(
                $"'{text}' is not an api-version that the tables know: {guess}", finding.GetMessage(CultureInfo.InvariantCulture));
            var (title, result) = Assert.Single(await Test().AppliedFixesAsync());
            Assert.StartsWith($"Change '{text}' to '{mended}", title);
            Assert.Contains(mended.Length == 0 ? "" : $"{attribute}(\"{mended}\")", result);
        }
    }

    [Theory]
    [InlineData("2021-01-01")]
    [InlineData("2031-01-01")]
    public async Task A_version_is_one_and_what_may_come_is_let_pass(string text) =>
        Assert.Empty(await new VerifierTest
        {
            TestCode = $"class C {{ [Imds.RequiresImdsVersion(\"{text}\")] void M() {{ }} }}",
        }.DiagnosticsAsync());

    /// <summary>The generator reports the error; the fix needs something that an analyzer has found.</summary>
    [Theory]
    [InlineData("\"2021/01/01\"", "\"2021-01-01\"")]
    [InlineData("\"2021-02-01\", Minimum = \"v2020-09-01\"", "\"2021-02-01\", Minimum = \"2020-09-01\"")]
    [InlineData("@\"2021.02.01\"", "@\"2021-02-01\"")]
    public async Task The_target_is_mended_at_the_attribute(string arguments, string mended)
    {
        VerifierTest Test() => new() { ApiVersion = "", TestCode = $"[assembly: Imds.ImdsApiVersion({arguments})]" };

        Assert.Equal(DiagnosticSeverity.Hidden, Assert.Single(await Test().DiagnosticsAsync()).Severity);
        Assert.Equal($"[assembly: Imds.ImdsApiVersion({mended})]", Assert.Single(await Test().AppliedFixesAsync()).Result);
    }
}
