namespace Imds.EndToEnd.Tests;

/// <summary>A project that asks for what cannot be had is told so in one line that says what to do.</summary>
[Collection(nameof(Consumers))]
public sealed class MisconfigurationTests(Consumers consumers)
{
    [Theory]
    [InlineData("UnknownVersion", "error IMDS011", "'2021-02-02'", "2021-02-01")]
    [InlineData("NoVersion", "warning IMDS010", "<ImdsApiVersion>2025-04-07</ImdsApiVersion>")]
    [InlineData("MinimumAboveTarget", "error IMDS012", "2021-02-01 is newer than the target 2019-06-01")]
    [InlineData("OldLanguage", "error IMDS013", "C# 7.3", "<LangVersion>9.0</LangVersion>")]
    [InlineData("NoRuntime", "error IMDS014", "Imds.Runtime")]
    public void One_line_says_what_is_wrong_and_what_to_do(string project, params string[] parts)
    {
        var complaint = Assert.Single(consumers.Complaints(project));
        Assert.All(parts, part => Assert.Contains(part, complaint, StringComparison.Ordinal));
    }

    [Fact]
    public void A_field_that_the_version_lacks_does_not_compile()
    {
        var complaints = consumers.Complaints("FieldOfLaterVersion");
        Assert.Contains(complaints,
            line => line.Contains("error CS1061: 'Compute' does not contain a definition for 'UserData'", StringComparison.Ordinal));
        Assert.Contains(complaints,
            line => line.Contains(
                "error IMDS101: 'UserData' (compute.userData) needs api-version 2021-01-01 or later; this project targets 2020-09-01",
                StringComparison.Ordinal));
    }

    [Fact]
    public void In_a_page_and_a_component_of_Razor_the_line_is_the_one_in_that_file()
    {
        var complaints = consumers.Complaints("RazorPages");
        Assert.Contains(complaints,
            line => line.Contains("Index.cshtml(7,16): error IMDS101: 'UserData' (compute.userData)", StringComparison.Ordinal));
        Assert.Contains(complaints,
            line => line.Contains("Machine.razor(11,92): error IMDS201: The service has no route 'instance/compute/vmSise'",
                StringComparison.Ordinal));
    }
}
