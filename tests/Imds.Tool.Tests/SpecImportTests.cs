using Imds.Tool.Tests.Support;

namespace Imds.Tool.Tests;

/// <summary><c>specs import</c>: a Swagger for a version against the tables.</summary>
public sealed class SpecImportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imds-import-");

    [Theory]
    [InlineData("2018-10-01")]
    [InlineData("2020-09-01")]
    [InlineData("2023-07-01")]
    public async Task The_tables_have_what_a_Swagger_of_Microsofts_has_and_more_alone(string version)
    {
        var run = await Run.OfflineAsync("specs", "import", Repository.RequireReference("upstream", version, "imds.json"));

        run.Succeeded();
        Assert.All(run.Lines, line => Assert.EndsWith("\tnot in the Swagger", line, StringComparison.Ordinal));
        Assert.Equal("", (await Run
            .OfflineAsync("specs", "import", Repository.RequireReference("upstream", version, "imds.json"), "--patch")).Succeeded());
    }

    [Fact]
    public async Task A_new_version_needs_rows_and_withdraws_others()
    {
        var run = await Run.OfflineAsync("specs", "import", await SwaggerAsync("2030-01-01"));

        run.Succeeded();
        Assert.Contains("add\tapi-versions.csv\t2030-01-01,instance\t", run.Lines);
        Assert.Contains("add\tfields-instance.csv\tcompute.rack,2030-01-01,\t", run.Lines);
        Assert.Contains("add\tfields-instance.csv\tcompute.rack.ids[].value,2030-01-01,\t", run.Lines);
        Assert.Contains("differs\tfields-instance.csv\tcompute.vmSize,2017-04-02,\tnot in the Swagger: withdrawn", run.Lines);
        Assert.DoesNotContain(run.Lines, line => line.Contains("compute.vmId", StringComparison.Ordinal));
        Assert.DoesNotContain(
            run.Lines, line => line.Contains("loadbalancer", StringComparison.Ordinal)); // of which the Swagger says nothing
    }

    [Fact]
    public async Task A_field_that_is_there_before_its_row_says_so_differs()
    {
        var file = await SwaggerAsync("2021-11-15"); // which has all that came later

        var run = await Run.OfflineAsync("specs", "import", file);

        Assert.Contains("differs\tfields-instance.csv\tcompute.physicalZone,2023-11-15,\tin the Swagger already", run.Lines);
        Assert.Contains("+compute.physicalZone,2021-11-15,", (await Run.OfflineAsync("specs", "import", file, "--patch")).Lines);
    }

    [Fact]
    public async Task The_patch_applies_and_then_the_tables_agree()
    {
        var tables = Directory.CreateDirectory(Path.Combine(_folder.FullName, "specs", "versions"));
        foreach (var file in Directory.GetFiles(Repository.PathOf("specs", "versions")))
        {
            File.Copy(file, Path.Combine(tables.FullName, Path.GetFileName(file)));
        }

        var swagger = await SwaggerAsync("2030-01-01");
        var patch = Path.Combine(_folder.FullName, "tables.patch");
        await File.WriteAllTextAsync(
            patch, (await Run.OfflineAsync("specs", "import", swagger, "--tables", tables.FullName, "--patch")).Succeeded());
        await Command.OutputAsync(_folder.FullName, "git", "init", "--quiet");
        await Command.OutputAsync(_folder.FullName, "git", "apply", patch);

        Assert.Equal("", (await Run.OfflineAsync("specs", "import", swagger, "--tables", tables.FullName, "--patch")).Succeeded());
        var rows =
            await File.ReadAllLinesAsync(Path.Combine(tables.FullName, "fields-instance.csv"), TestContext.Current.CancellationToken);
        Assert.Contains("compute.vmSize,2017-04-02,2030-01-01", rows);
        var fields = rows.Where(row => row.StartsWith("compute", StringComparison.Ordinal)).Select(row => row.Split(',')[0]).ToList();
        Assert.Equal(fields.Order(StringComparer.Ordinal), fields); // in its place
        Assert.Contains("2030-01-01,instance",
            await File.ReadAllLinesAsync(Path.Combine(tables.FullName, "api-versions.csv"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{", "no JSON, at line 1")]
    [InlineData("{}", "'swagger' must be 2.0")]
    [InlineData("""{"swagger":"2.0","info":{"version":"2030-01-01"},"paths":{}}""", "none of its 'paths'")]
    [InlineData(
        """{"swagger":"2.0","info":{"version":"2030-01-01"},"paths":{"/instance":{"get":{"responses":{"200":{"schema":{"$ref":"#/definitions/X"}}}}}}}""", "'#/definitions/X' leads to no definition")]
    [InlineData(
        """{"swagger":"2.0","info":{"version":"2030-01-01"},"definitions":{"X":{"properties":{"x":{"$ref":"#/definitions/X"}}}},"paths":{"/instance":{"get":{"responses":{"200":{"schema":{"$ref":"#/definitions/X"}}}}}}}""", "contains itself")]
    public async Task What_is_no_such_Swagger_is_said(string text, string said)
    {
        var file = Path.Combine(_folder.FullName, "imds.json");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        Assert.Contains(said, (await Run.OfflineAsync("specs", "import", file)).Failed(ExitCode.Usage), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Our own Swagger's instance document without <c>vmSize</c>, and with a rack.</summary>
    private async Task<string> SwaggerAsync(string version)
    {
        var ours = System.Text.Json.Nodes.JsonNode.Parse(Repository.Read("specs", "imds.swagger.json"))!;
        var instance = ours["paths"]!["/instance"]!.DeepClone();
        var definitions = ours["definitions"]!.DeepClone();
        var compute = definitions["Compute"]!["properties"]!.AsObject();
        compute.Remove("vmSize");
        compute["rack"] = System.Text.Json.Nodes.JsonNode
            .Parse("""{"type":"object","properties":{"ids":{"type":"array","items":{"type":"object","properties":{"value":{"type":"string"}}}}}}""");
        var swagger = new System.Text.Json.Nodes.JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = new System.Text.Json.Nodes.JsonObject { ["version"] = version },
            ["paths"] = new System.Text.Json.Nodes.JsonObject { ["/instance"] = instance },
            ["definitions"] = definitions,
        };
        var file = Path.Combine(_folder.FullName, $"{version}.json");
        await File.WriteAllTextAsync(file, swagger.ToJsonString(), TestContext.Current.CancellationToken);
        return file;
    }
}
