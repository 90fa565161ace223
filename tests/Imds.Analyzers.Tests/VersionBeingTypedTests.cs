namespace Imds.Analyzers.Tests;

/// <summary>While a version is being typed, one thing is said of it, and nothing of all that would follow from it.</summary>
public class VersionBeingTypedTests
{
    private const string Code = """
        class C
        {
            bool Has(ImdsClient imds) => imds.ApiVersion >= ImdsApiVersions.V2021_01_01 && imds.ApiVersion >= ImdsApiVersions.V2019_06_01;
            string Old(Instance vm) => vm.Compute.OsProfile.ComputerName + vm.Compute.UserData;
            Compute New() => new Compute { UserData = "x" };
        }
        """;

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"2\"")]
    [InlineData("\"2021-0\"")]
    [InlineData("\"2021-02-0\"")]
    [InlineData("\"2021-02-02\"")]
    [InlineData("\"2021-02-01\", Minimum = \"\"")]
    [InlineData("\"2021-02-01\", Minimum = \"2019-0\"")]
    [InlineData("\"2021-02-01\", Minimum = \"2021-03-01\"")]
    [InlineData("")]
    [InlineData("\"2021-02-01\", Minimum = ")]
    [InlineData("null")]
    [InlineData("Version")]
    public async Task No_flood(string arguments)
    {
        var found = await new VerifierTest { ApiVersion = "2021-02-01", MinimumApiVersion = "2019-06-01",
            TestCode = $"using Imds;\n[assembly: ImdsApiVersion({arguments})]\n{Code}" }.DiagnosticsAsync();
        Assert.DoesNotContain(found, finding => finding.Id.StartsWith("IMDS", StringComparison.Ordinal));
    }
}
