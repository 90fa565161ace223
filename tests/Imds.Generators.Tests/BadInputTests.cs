using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Generators.Tests;

/// <summary>Each fault gives one clear diagnostic where it stands, no exception, and never code that does not compile.</summary>
public class BadInputTests
{
    private const string Table = "path,introduced,withdrawn\n";

    [Fact]
    public void Malformed_JSON_is_reported_where_it_breaks()
    {
        var run = WithSwagger("{\n  \"swagger\": \"2.0\",\n  \"paths\": {,}\n}");

        AssertProblem(run, "IMDS001", "my.swagger.json(3,13)", "valid JSON");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"swagger\"")]
    [InlineData("{}")]
    [InlineData("{ \"openapi\": \"3.0.1\", \"info\": { \"title\": \"t\", \"version\": \"1\" }, \"paths\": {} }")]
    [InlineData("{ \"swagger\": \"2.0\" ")]
    [InlineData("swagger: \"2.0\"\ninfo:\n  title: x\n")]
    public void What_is_no_Swagger_is_reported(string text) => AssertProblem(WithSwagger(text), "IMDS001", "my.swagger.json(", "");

    [Theory]
    [InlineData("\"properties\": []")]
    [InlineData("\"properties\": { \"a\": null }")]
    [InlineData("\"properties\": { \"a\": { \"type\": 5 } }")]
    [InlineData("\"properties\": { \"a\": { \"type\": \"banana\" } }")]
    [InlineData("\"properties\": 7")]
    [InlineData("\"properties\": { \"a\": { \"type\": \"string\" }, \"a\": { \"type\": \"string\" } }")]
    [InlineData("\"properties\": { \"a\\ud800\": { \"type\": \"string\" } }")]
    public void What_is_JSON_but_no_schema_is_reported(string members)
    {
        var run = WithSwagger(Swagger("\"Instance\": { \"type\": \"object\", " + members + " }"));

        AssertNothingWorse(run);
        Assert.Contains(run.Problems, problem => problem.Id == "IMDS001");
    }

    [Fact]
    public void A_reference_to_nothing_is_reported_at_the_reference()
    {
        var run = WithSwagger(Swagger("""
            "Instance": { "type": "object", "properties": {
              "name": { "type": "string" },
              "compute": { "$ref": "#/definitions/Nope" } } }
            """));

        AssertProblem(run, "IMDS002", "my.swagger.json(8,24)", "'#/definitions/Nope' points nowhere");
        Assert.NotNull(run.Type("Imds.Instance").GetProperty("Name"));
        Assert.Null(run.Type("Imds.Instance").GetProperty("Compute"));
    }

    [Theory]
    [InlineData("other.json#/definitions/Instance")]
    [InlineData("#/definitions/Instance/properties/name")]
    [InlineData("#/parameters/Instance")]
    public void A_reference_elsewhere_is_not_mistaken_for_a_definition_of_its_last_name(string reference)
    {
        var run = WithSwagger(Swagger($$"""
            "name": { "type": "object", "properties": { "x": { "type": "string" } } },
            "Instance": { "type": "object", "properties": {
              "name": { "type": "string" },
              "compute": { "$ref": "{{reference}}" } } }
            """));

        AssertProblem(run, "IMDS002", "my.swagger.json(9,24)", reference);
    }

    [Fact]
    public void A_circle_of_references_is_reported_with_its_way_round()
    {
        var run = WithSwagger(Swagger("""
            "Instance": { "type": "object", "properties": { "name": { "type": "string" }, "compute": { "$ref": "#/definitions/Compute" } } },
            "Compute": { "type": "object", "properties": { "x": { "type": "string" }, "instance": { "$ref": "#/definitions/Instance" } } }
            """));

        AssertProblem(run, "IMDS003", "my.swagger.json(7,", "Instance → Compute → Instance");
    }

    [Theory]
    [InlineData("\"Instance\": { \"$ref\": \"#/definitions/Instance\" }")]
    [InlineData("\"Instance\": { \"$ref\": \"#/definitions/B\" }, \"B\": { \"$ref\": \"#/definitions/Instance\" }")]
    [InlineData("\"Instance\": { \"type\": \"object\", \"allOf\": [ { \"$ref\": \"#/definitions/Instance\" } ] }")]
    [InlineData("\"Instance\": { \"type\": \"object\", \"properties\": { \"a\": { \"type\": \"array\", \"items\": { \"$ref\": "
        + "\"#/definitions/Instance\" } } } }")]
    public void A_definition_that_is_itself_is_reported(string definitions) =>
    AssertProblem(WithSwagger(Swagger(definitions)), "IMDS003", "my.swagger.json(", "Instance");

    [Fact]
    public void Two_fields_with_one_name_in_CSharp_are_reported_and_one_remains()
    {
        var run = WithSwagger(Swagger("""
            "Instance": { "type": "object", "properties": {
              "vm_id": { "type": "string" },
              "vmId": { "type": "string" } } }
            """));

        AssertProblem(run, "IMDS005", "my.swagger.json(8,", "'vm_id' and 'vmId' would both be called 'VmId'");
        Assert.NotNull(run.Type("Imds.Instance").GetProperty("VmId"));
    }

    [Fact]
    public void A_version_that_is_not_a_date_is_reported_at_its_cell()
    {
        var run = WithTable(Table + "compute.name,2017-04-02,\ncompute.vmId, 2018-20-01,\n");

        AssertProblem(run, "IMDS006", "my.csv(3,15)", "'2018-20-01' is not a valid date");
    }

    [Theory]
    [InlineData("compute.vmId,2017-04-03,\n", "my.csv(2,14)", "do not have 2017-04-03")]
    [InlineData("compute.vmId,2019-06-01,2018-10-01\n", "my.csv(2,25)", "not after")]
    [InlineData("compute.vmId,2019-06-01\n", "my.csv(2,1)", "2 columns where the header has 3")]
    [InlineData(",2019-06-01,\n", "my.csv(2,1)", "'path' is empty")]
    public void A_row_that_cannot_be_is_reported(string row, string place, string message) =>
    AssertProblem(WithTable(Table + row), "IMDS006", place, message);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("foo,bar\n1,2\n")]
    public void A_table_of_no_known_kind_is_reported(string text) => AssertProblem(WithTable(text), "IMDS006", "my.csv(1,1)", "known are");

    [Fact]
    public void A_row_for_an_unknown_path_is_reported_with_what_was_meant()
    {
        var run = WithTable(Table + "compute.vmIdd,2017-04-02,\n");

        AssertProblem(run, "IMDS007", "my.csv(2,1)", "no field 'compute.vmIdd': did you mean 'compute.vmId'?");
    }

    [Fact]
    public void A_field_without_a_row_is_there_with_a_warning()
    {
        var run = WithSwagger(Swagger("""
            "Instance": { "type": "object", "properties": { "brandNew": { "type": "string" } } }
            """));

        AssertProblem(run, "IMDS008", "my.swagger.json(6,", "'brandNew' has no row");
        Assert.Equal(DiagnosticSeverity.Warning, run.Problems.Single().Severity);
        Assert.NotNull(run.Type("Imds.Instance").GetProperty("BrandNew"));
    }

    [Fact]
    public void No_Swagger_and_two_Swaggers_are_reported()
    {
        AssertProblem(new Project { Specs = Spec.PackagedTables }.Run(), "IMDS009", "", "There is no Swagger");

        var one = Spec.PackagedSwagger.GetText().ToString();
        var run = new Project { Specs = [Spec.Swagger(one, "a.json"), Spec.Swagger(one, "b.json"), .. Spec.Packaged] }.Run();
        AssertProblem(run, "IMDS009", "b.json(1,1)", "'a.json'");
    }

    [Fact]
    public void An_unset_version_is_the_newest_with_a_warning_that_says_to_pin_it()
    {
        var run = new Project { ApiVersion = "" }.Run();

        AssertProblem(run, "IMDS010", "", "<ImdsApiVersion>2025-04-07</ImdsApiVersion>");
        Assert.Contains("2025-04-07", run.Sources["Imds.ImdsClient.g.cs"]);
    }

    [Theory]
    [InlineData("2021-02-02", "2021-01-01, 2021-02-01, 2021-03-01")]
    [InlineData("banana", "2024-03-15, 2024-07-17, 2025-04-07")]
    [InlineData("2030-01-01", "2025-04-07")]
    [InlineData("2021/01/01", "did you mean 2021-01-01?")]
    [InlineData("20210101", "did you mean 2021-01-01?")]
    [InlineData("v2021-01-01", "did you mean 2021-01-01?")]
    [InlineData("2021-1-1", "did you mean 2021-01-01?")]
    [InlineData("V2021_01_01", "did you mean 2021-01-01?")]
    [InlineData("2021-01", "did you mean 2021-01-01?")]
    [InlineData("2021-01-32", "2024-03-15, 2024-07-17, 2025-04-07")]
    public void An_unknown_version_is_reported_with_the_nearest(string version, string nearest) =>
        AssertProblem(new Project { ApiVersion = version }.Run(), "IMDS011", "", nearest);

    [Fact]
    public void An_unknown_version_in_the_attribute_is_reported_there()
    {
        var run = new Project { Source = "using Imds;\n[assembly: ImdsApiVersion(\"2021-02-02\")]\n" }.Run();

        AssertProblem(run, "IMDS011", "Program.cs(2,27)", "2021-02-02");
    }

    [Fact]
    public void An_unknown_additional_version_is_reported_and_the_others_are_there()
    {
        var run = new Project { Additional = "2019-06-01,2019-06-02" }.Run();

        AssertProblem(run, "IMDS011", "", "ImdsAdditionalApiVersions");
        Assert.NotNull(run.Type("Imds.V2019_06_01.Instance"));
    }

    [Fact]
    public void A_minimum_above_the_target_is_reported()
    {
        AssertProblem(new Project { ApiVersion = "2019-06-01", Minimum = "2021-02-01" }.Run(), "IMDS012", "",
            "2021-02-01 is newer than the target 2019-06-01");

        var run = new Project { Source = "[assembly: Imds.ImdsApiVersion(\"2019-06-01\", Minimum = \"2021-02-01\")]" }.Run();
        AssertProblem(run, "IMDS012", "Program.cs(1,46)", "lower the minimum");
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, "7.3")]
    [InlineData(LanguageVersion.CSharp8, "8.0")]
    public void An_old_language_is_reported_and_nothing_is_written(LanguageVersion language, string shown)
    {
        var run = new Project { Language = language }.Run();

        Assert.Null(run.Result.Exception);
        var problem = Assert.Single(run.Problems);
        Assert.Equal("IMDS013", problem.Id);
        Assert.Contains(shown, problem.GetMessage());
        Assert.Empty(run.Sources);
    }

    [Fact]
    public void A_missing_runtime_is_reported_and_nothing_is_written()
    {
        var run = new Project { HasRuntime = false }.Run();

        AssertProblem(run, "IMDS014", "", "Imds.Runtime");
        Assert.Empty(run.Sources);
    }

    [Fact]
    public void A_Swagger_that_unfolds_without_measure_is_reported()
    {
        // Each definition holds the next one twice.
        var definitions = Enumerable.Range(0, 13).Select(i => $$"""
            "D{{i}}": { "type": "object", "properties": { "a": { "$ref": "#/definitions/D{{i + 1}}" }, "b": { "$ref": "#/definitions/D{{i + 1}}" } } }
            """);
        AssertProblem(WithSwagger(
            Swagger("\"Instance\": { \"$ref\": \"#/definitions/D0\" }, " + string.Join(",\n", definitions)
                + ", \"D13\": { \"type\": \"object\", \"properties\": { \"x\": { \"type\": \"string\" } } }")), "IMDS015",
                "my.swagger.json(", "1000 fields");

        var deep = string.Concat(Enumerable.Repeat("{ \"type\": \"object\", \"properties\": { \"a\": ", 20)) + "{ \"type\": \"string\" }"
            + string.Concat(Enumerable.Repeat(" } }", 20));
        AssertProblem(WithSwagger(Swagger("\"Instance\": " + deep)), "IMDS015", "my.swagger.json(", "16 levels");
    }

    [Theory]
    [InlineData("{ \"type\": \"array\" }", "items")]
    [InlineData("{ \"type\": \"object\" }", "no properties")]
    [InlineData("{ \"type\": \"object\", \"additionalProperties\": { \"type\": \"string\" } }", "additionalProperties")]
    [InlineData("{ \"type\": \"array\", \"items\": { \"type\": \"array\", \"items\": { \"type\": \"string\" } } }", "arrays of arrays")]
    [InlineData("{ }", "no type")]
    public void What_cannot_be_CSharp_is_left_out_with_a_warning(string schema, string why)
    {
        var run = WithSwagger(
            Swagger("\"Instance\": { \"type\": \"object\", \"properties\": { \"name\": { \"type\": \"string\" }, \"odd\": " + schema
                + " } }"));

        AssertProblem(run, "IMDS004", "my.swagger.json(6,", why);
        Assert.Null(run.Type("Imds.Instance").GetProperty("Odd"));
    }

    [Fact]
    public void Byte_order_marks_of_files_that_were_joined_move_no_place()
    {
        var run = WithTable("\uFEFF\uFEFFpath,introduced,withdrawn\n\uFEFFcompute.vmSize,2021-02-30,\n");

        AssertProblem(run, "IMDS006", "my.csv(2,17)", "'2021-02-30' is not a valid date");
    }

    [Fact]
    public void A_message_is_no_longer_than_somebody_reads()
    {
        var run = WithTable("path,introduced,withdrawn" + new string(',', 20_000) + "\ncompute.vmSize,2021-02-01,\n");

        AssertProblem(run, "IMDS006", "my.csv(2,1)", "it has 3 columns where the header has 20003");
        Assert.All(run.Problems, problem => Assert.InRange(problem.GetMessage().Length, 1, 1000));
    }

    private static Run WithSwagger(string text) => new Project { Specs = [Spec.Swagger(text), .. Spec.PackagedTables] }.Run();

    private static Run WithTable(string text) => new Project { Specs = [.. Spec.Packaged, Spec.Table(text)] }.Run();

    private static string Swagger(string definitions) => $$"""
        { "swagger": "2.0", "info": { "title": "t", "version": "1" },
          "paths": { "/instance": { "get": {
            "parameters": [ { "name": "api-version", "in": "query", "type": "string", "required": true } ],
            "responses": { "200": { "description": "d", "schema": { "$ref": "#/definitions/Instance" } } } } } },
          "definitions": {
        {{definitions}}
        } }
        """;

    /// <summary>The problem is there, at its place; the fields of these small Swaggers need not have rows.</summary>
    private static void AssertProblem(Run run, string id, string place, string message)
    {
        AssertNothingWorse(run);
        var problem = Assert.Single(run.Problems.Where(problem => problem.Id == id).DistinctBy(problem => problem.Id));
        Assert.Contains(message, problem.GetMessage(), StringComparison.Ordinal);
        var span = problem.Location.GetLineSpan();
        var at = problem.Location == Location.None
            ? "" : $"{span.Path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1})";
        Assert.StartsWith(place, at, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Problems, other => other.Id != id && other.Id != "IMDS008");
    }

    private static void AssertNothingWorse(Run run)
    {
        Assert.Null(run.Result.Exception);
        Assert.DoesNotContain(run.Problems, problem => problem.Id.StartsWith("CS", StringComparison.Ordinal));
        Assert.DoesNotContain(run.CompilerFindings, finding => finding.Location.SourceTree?.FilePath != "Program.cs");
    }
}
