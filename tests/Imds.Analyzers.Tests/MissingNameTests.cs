namespace Imds.Analyzers.Tests;

/// <summary>IMDS101, in every kind of expression that can name a member.</summary>
public class MissingNameTests
{
    [Fact]
    public Task The_message_names_both_versions() => new VerifierTest
    {
        ApiVersion = "2020-09-01",
        TestCode = "class C { string M(Imds.Compute compute) => compute.{|IMDS101:UserData|}; }",
        Messages = ["'UserData' (compute.userData) needs api-version 2021-01-01 or later; this project targets 2020-09-01"],
    }.RunAsync();
}
