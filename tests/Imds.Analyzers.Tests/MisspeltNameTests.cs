namespace Imds.Analyzers.Tests;

/// <summary>IMDS107: a name that no version has, and that is close to one that some version has.</summary>
public class MisspeltNameTests
{
    [Theory]
    [InlineData("_ = vm.Compute.{|CS1061:{|IMDS107:UserDate|}|};", "_ = vm.Compute.UserData;")]
    [InlineData("_ = vm.Compute?{|CS1061:.{|IMDS107:OsTypes|}|};", "_ = vm.Compute?.OsType;")]
    [InlineData("_ = new Compute { {|CS0117:{|IMDS107:VmSise|}|} = \"x\" };", "_ = new Compute { VmSize = \"x\" };")]
    [InlineData("_ = vm is { Compute: { {|CS0117:{|IMDS107:Locaton|}|}: \"x\" } };", "_ = vm is { Compute: { Location: \"x\" } };")]
    [InlineData("_ = imds.Instance.Compute.{|CS1061:{|IMDS107:VmSise|}|}.GetAsync();", "_ = imds.Instance.Compute.VmSize.GetAsync();")]
    [InlineData("_ = imds.Instance.Compute.VmSize.GetAsync(); _ = imds.{|CS1061:{|IMDS107:Instanse|}|};",
        "_ = imds.Instance.Compute.VmSize.GetAsync(); _ = imds.Instance;")]
    public Task The_nearest_name_takes_its_place(string statement, string mended) => new VerifierTest
    {
        TestCode = Code(statement),
        FixedCode = Code(mended),
    }.RunAsync();

    [Theory]
    [InlineData("_ = vm.Compute.NothingLikeThat;")]
    [InlineData("_ = vm.Compute.Us;")]
    [InlineData("_ = this.UserDate;")]
    [InlineData("_ = UserDate;")]
    public async Task Other_names_are_left_to_the_compiler(string statement) =>
        Assert.DoesNotContain(await new VerifierTest { TestCode = Code(statement) }.DiagnosticsAsync(), finding => finding.Id == "IMDS107");

    [Fact]
    public async Task A_name_of_a_later_version_says_which()
    {
        var found = await new VerifierTest { ApiVersion = "2020-09-01", TestCode = Code("_ = vm.Compute.UserDate;") }.DiagnosticsAsync();
        Assert.Equal("There is no 'UserDate' at any api-version: did you mean 'UserData', which needs api-version 2021-01-01 or later?",
            Assert.Single(found, finding => finding.Id == "IMDS107").GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Code(string statement) => $$"""
        using Imds;

        class C
        {
            void M(ImdsClient imds, Instance vm) { {{statement}} }
        }
        """;
}
