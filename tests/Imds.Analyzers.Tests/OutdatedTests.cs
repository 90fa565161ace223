namespace Imds.Analyzers.Tests;

/// <summary>IMDS103 and IMDS104: what is of no use any more, or will be gone.</summary>
public class OutdatedTests
{
    [Fact]
    public Task Custom_data_is_deprecated_and_will_be_gone() => new VerifierTest
    {
        ApiVersion = "2019-03-11",
        TestCode = "class C { string M(Imds.Compute c) => c.{|IMDS103:{|IMDS104:CustomData|}|}; }",
        Messages =
        [
            "'CustomData' (compute.customData) is deprecated: the service always sends it empty; 'UserData' (compute.userData) takes its "
            + "place from 2021-01-01 on",
            "'CustomData' (compute.customData) is gone as of api-version 2019-06-01; this project targets 2019-03-11, and will not compile "
            + "once it targets 2019-06-01",
        ],
    }.RunAsync();

    [Theory]
    [InlineData("object M(Imds.ImdsClient imds) => imds.Instance.Compute.{|IMDS103:{|IMDS104:CustomData|}|};")]
    [InlineData("bool M(Imds.Instance vm) => vm is { Compute.{|IMDS103:{|IMDS104:CustomData|}|}: \"\" };")]
    [InlineData("string? M(Imds.Compute? c) => c?.{|IMDS103:{|IMDS104:CustomData|}|};")]
    [InlineData("object M() => new Imds.Compute { {|IMDS103:{|IMDS104:CustomData|}|} = \"\" };")]
    [InlineData("string M(Imds.Compute c) => nameof(c.{|IMDS103:{|IMDS104:CustomData|}|});")]
    [InlineData("string M(Imds.Compute c) => c.Name + c.Tags;")]
    [InlineData("string CustomData => \"\"; string M() => CustomData;")]
    public Task In_every_kind_of_expression(string member) =>
    new VerifierTest { ApiVersion = "2019-04-30", TestCode = $"class C {{ {member} }}" }.RunAsync();

    [Fact]
    public Task An_additional_version_stays_what_it_is() => new VerifierTest
    {
        ApiVersion = "2021-02-01",
        AdditionalApiVersions = "2019-03-11",
        TestCode = "class C { string M(Imds.V2019_03_11.Compute c) => c.{|IMDS103:CustomData|}; }",
    }.RunAsync();
}
