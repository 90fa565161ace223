namespace Imds.Analyzers.Tests;

/// <summary>IMDS105 and IMDS106: guards that are always or never true, in a project from 2019-06-01 to 2021-02-01.</summary>
public class UselessGuardTests
{
    [Theory]
    [InlineData("if ({|IMDS105:imds.ApiVersion >= ImdsApiVersions.V2019_06_01|}) { }", "2019-06-01 or later", "minimum is 2019-06-01")]
    [InlineData("if ({|IMDS105:imds.ApiVersion >= ImdsApiVersions.V2018_10_01|}) { }", "2018-10-01 or later", "minimum is 2019-06-01")]
    [InlineData("if ({|IMDS105:imds.ApiVersion > ImdsApiVersions.V2018_10_01|}) { }", "later than 2018-10-01", "minimum is 2019-06-01")]
    [InlineData("if ({|IMDS105:ImdsApiVersions.V2018_10_01 < imds.ApiVersion|}) { }", "later than 2018-10-01", "minimum is 2019-06-01")]
    [InlineData("if ({|IMDS105:imds.ApiVersion <= ImdsApiVersions.Target|}) { }", "2021-02-01 or earlier", "targets 2021-02-01")]
    [InlineData("if ({|IMDS105:imds.ApiVersion < ImdsApiVersions.V2021_03_01|}) { }", "earlier than 2021-03-01", "targets 2021-02-01")]
    [InlineData("if ({|IMDS106:imds.ApiVersion >= ImdsApiVersions.V2021_03_01|}) { }", "2021-03-01 or later", "targets 2021-02-01")]
    [InlineData("if ({|IMDS106:imds.ApiVersion > ImdsApiVersions.V2021_02_01|}) { }", "later than 2021-02-01", "targets 2021-02-01")]
    [InlineData("if ({|IMDS106:imds.ApiVersion < ImdsApiVersions.V2019_06_01|}) { }", "earlier than 2019-06-01", "minimum is 2019-06-01")]
    [InlineData("if ({|IMDS106:imds.ApiVersion <= ImdsApiVersions.V2018_10_01|}) { }", "2018-10-01 or earlier", "minimum is 2019-06-01")]
    [InlineData("if ({|IMDS106:imds.ApiVersion == ImdsApiVersions.V2023_07_01|}) { }", "2023-07-01", "targets 2021-02-01")]
    [InlineData("if ({|IMDS106:imds.ApiVersion == ImdsApiVersions.V2018_10_01|}) { }", "2018-10-01", "minimum is 2019-06-01")]
    [InlineData("if ({|IMDS106:imds.ApiVersion == new ImdsApiVersion(2020, 1, 1)|}) { }", "2020-01-01", "no such api-version")]
    [InlineData("if ({|IMDS105:imds.ApiVersion != ImdsApiVersions.V2018_10_01|}) { }", "other than 2018-10-01", "minimum is 2019-06-01")]
    [InlineData("var v = imds.ApiVersion; if ({|IMDS105:v >= ImdsApiVersions.V2018_10_01|}) { }", "2018-10-01 or later",
        "minimum is 2019-06-01")]
    [InlineData("var has = {|IMDS106:imds.ApiVersion >= ImdsApiVersions.V2021_03_01|};", "2021-03-01 or later", "targets 2021-02-01")]
    [InlineData("System.Action later = () => { if ({|IMDS106:imds.ApiVersion >= ImdsApiVersions.V2021_03_01|}) { } };",
        "2021-03-01 or later", "targets 2021-02-01")]
    public async Task Reported(string statement, string relation, string because)
    {
        var test = Test(statement);
        await test.RunAsync();
        var message = Assert.Single(await test.DiagnosticsAsync()).GetMessage();
        Assert.Contains(relation, message);
        Assert.Contains(because, message);
    }

    [Theory]
    [InlineData("if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) { }")]
    [InlineData("if (imds.ApiVersion >= ImdsApiVersions.V2021_02_01) { }")]
    [InlineData("if (imds.ApiVersion > ImdsApiVersions.V2019_06_01) { }")]
    [InlineData("if (imds.ApiVersion == ImdsApiVersions.V2019_06_01) { }")]
    [InlineData("if (imds.ApiVersion != ImdsApiVersions.Target) { }")]
    [InlineData("if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) { if (imds.ApiVersion >= ImdsApiVersions.V2020_09_01) { } }")]
    [InlineData("if (new ImdsApiVersion(2018, 1, 1) < ImdsApiVersions.V2019_06_01) { }")]
    [InlineData("var other = ImdsApiVersion.Parse(System.Console.ReadLine()!); if (other >= ImdsApiVersions.V2018_10_01) { }")]
    public Task Not_reported(string statement) => Test(statement).RunAsync();

    [Fact]
    public Task A_version_from_out_of_sight_may_be_any() =>
    Test("").With("void N(ImdsApiVersion v) { if (v >= ImdsApiVersions.V2018_10_01) { } }").RunAsync();

    private static Builder Test(string statement) => new(statement);

    private sealed record Builder(string Statement)
    {
        public Builder With(string member) => new(Statement + " } " + member + " void O() { ");

        public Task RunAsync() => ToTest().RunAsync();

        public Task<IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic>> DiagnosticsAsync() => ToTest().DiagnosticsAsync();

        private VerifierTest ToTest() => new()
        {
            ApiVersion = "2021-02-01",
            MinimumApiVersion = "2019-06-01",
            TestCode = $"using Imds;\nclass C {{ void M(ImdsClient imds) {{ {Statement} }} }}",
        };
    }
}
