namespace Imds.EndToEnd.Tests;

/// <summary>The fixes of the package work from the command line.</summary>
[Collection(nameof(Consumers))]
public sealed class FixTests(Consumers consumers)
{
    [Fact]
    public async Task A_project_that_asks_for_a_field_of_a_later_version_is_fixed_and_builds()
    {
        var folder = Path.Combine("Misconfigured", "FieldOfLaterVersion");

        Assert.Empty(await consumers.FixAsync(folder, "FieldOfLaterVersion", "IMDS101"));

        Assert.Contains("ImdsApiVersion(\"2021-01-01\")", await File.ReadAllTextAsync(consumers.PathOf(folder, "Program.cs")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_written_as_texts_are_mended_and_then_made_with_the_client()
    {
        var folder = Path.Combine("Misconfigured", "RawRequests");
        var program = consumers.PathOf(folder, "Program.cs");

        Assert.Empty(await consumers.FixAsync(folder, "RawRequests", "IMDS206"));
        Assert.Equal(2, (await File.ReadAllLinesAsync(program)).Count(line =>
            line.Contains("?api-version=2021-02-01&format=text\"", StringComparison.Ordinal)));

        Assert.Empty(await consumers.FixAsync(folder, "RawRequests", "IMDS210"));
        Assert.Equal(
            """
            using var http = new HttpClient(new HttpClientHandler { UseProxy = false });
            http.DefaultRequestHeaders.Add("Metadata", "true");
            using var imds = new Imds.ImdsClient();
            Console.WriteLine(await imds.Instance.Compute.VmSize.GetAsync());
            Console.WriteLine(await imds.Instance.Compute.VmId.GetAsync());

            """,
            await File.ReadAllTextAsync(program), ignoreLineEndingDifferences: true);
    }
}
