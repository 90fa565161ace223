using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Imds.Generators.Tests;

/// <summary>
/// Documents that nobody would write, of the kinds that once failed; Imds.Fuzz makes others. The generator may refuse them with an error
/// that has a place; it may not throw, and what it generates compiles.
/// </summary>
public class OddSpecTests
{
    /// <summary>Each of a kind that once threw, hung or gave code that does not compile.</summary>
    public static TheoryData<string, string> Kinds => new()
    {
        { """{"swagger":"2.0","paths":{"/set_Name":{"x-ms-client-name":"a\udc00b"}}}""", "IMDS001" },
        { """{"swagger":"2.0","paths":{},"definitions":{"ManagedDisk":"a string"}}""", "IMDS001" },
        { """{"swagger":"2.0","paths":{"/instance":[]}}""", "IMDS001" },
        { """{"swagger":"2.0","paths":{"/instance":{"get":{"parameters":["x"]}}}}""", "IMDS001" },
        { Instance("""{"type":"object","properties":{"x":{"allOf":["x"]}}}"""), "IMDS001" },
        { Instance("""{"properties":{"compute":{"$ref":"#/definitions/Parse"},"other":{"$ref":"#/definitions/GetType"}}}""",
            """, "Parse":{"properties":{"a":{"type":"string"}}}, "GetType":{"properties":{"b":{"type":"string"}}}"""), "" },
        { Instance("""{"properties":{"network":{"$ref":"#/definitions/Network"}}}""",
            """, "Network":{"properties":{"EditorBrowsableState":{"type":"string"},"Task":{"type":"string"},"DateTimeOffset":{"type":"string","format":"date-time"}}}"""), "" },
        { Instance("""{"properties":{"network":{"type":"object","properties":{"name":{"type":"string"},"route":{"type":"object","properties":{"prefix":{"type":"string"}}}}}}}"""), "" },
        { Instance("""{"properties":{"x":{"$ref":"#/definitions/GetNotBefore"}}}""",
            """, "GetNotBefore":{"properties":{"notBefore":{"type":"string","format":"date-time"}}}"""), "" },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void A_kind_that_once_failed_compiles_or_is_reported(string swagger, string expected)
    {
        var run = AssertHarmless(swagger, Spec.PackagedTables);

        if (expected.Length > 0)
        {
            Assert.Contains(run.Problems, problem => problem.Id == expected && problem.Location != Location.None);
        }
        else
        {
            Assert.DoesNotContain(run.Problems, problem => problem.Severity == DiagnosticSeverity.Error);
        }
    }

    [Fact]
    public void A_required_flag_may_stand_before_a_required_parameter()
    {
        var run = AssertHarmless("""
            {"swagger":"2.0","paths":{"/identity/info":{"get":{"parameters":[{"name":"ConRoute","in":"query","type":"boolean","required":true},{"name":"op_Equality","in":"query","type":"string","required":true}],
            "responses":{"200":{"description":"d","schema":{"$ref":"#/definitions/Info"}}}}}},"definitions":{"Info":{"properties":{"tenantId":{"type":"string"}}}}}
            """, Spec.PackagedTables);

        Assert.NotNull(run.Type("Imds.Info"));
    }

    [Fact]
    public void A_watched_endpoint_may_take_further_parameters()
    {
        var document = JsonNode.Parse(Spec.PackagedSwagger.GetText().ToString())!;
        var parameters = document["paths"]!["/scheduledevents"]!["get"]!["parameters"]!.AsArray();
        foreach (var name in new[] { "extra", "options", "cancellationToken" })
        {
            parameters.Add(new JsonObject { ["name"] = name, ["in"] = "query", ["type"] = "string", ["required"] = name == "extra" });
        }

        var run = AssertHarmless(document.ToJsonString(), Spec.PackagedTables);

        Assert.Contains("WatchAsync(string extra", string.Join("\n", run.Sources.Values), StringComparison.Ordinal);
    }

    [Fact]
    public void Definitions_that_are_based_on_one_twice_are_worked_out_once()
    {
        var chain = string.Concat(Enumerable.Range(0, 50).Select(i => $$"""
            , "A{{i}}": { "allOf": [ { "$ref": "#/definitions/A{{i + 1}}" }, { "$ref": "#/definitions/A{{i + 1}}" } ] }
            """));

        var run = AssertHarmless(Instance("""{"properties":{"a":{"$ref":"#/definitions/A0"}}}""",
            chain + """, "A50": { "properties": { "x": { "type": "string" } } }"""), Spec.PackagedTables);

        Assert.Equal("", Records.Get(Records.Parse(run.Type("Imds.A0"), "{}"), "X"));
    }

    [Fact]
    public void References_through_too_many_definitions_are_refused()
    {
        var chain = string.Concat(Enumerable.Range(0, 5000).Select(i => $$"""
            , "A{{i}}": { "allOf": [ { "$ref": "#/definitions/A{{i + 1}}" } ] }
            """));

        var run = AssertHarmless(Instance("""{"properties":{"a":{"$ref":"#/definitions/A0"}}}""", chain), Spec.PackagedTables);

        Assert.Contains(run.Problems, problem => problem.Id == "IMDS015");
    }

    [Fact]
    public void Many_rows_that_name_nothing_are_each_reported_and_the_first_get_a_suggestion()
    {
        var rows = string.Concat(Enumerable.Range(0, 3000).Select(i => $"compute.vmSise{i},2021-02-01,\n"));

        var run = new Project { Specs = [.. Spec.Packaged, Spec.Table("path,introduced,withdrawn\n" + rows)] }.Run();

        Assert.Equal(3000, run.Problems.Count(problem => problem.Id == "IMDS007"));
        Assert.Contains(run.Problems, problem => problem.GetMessage().Contains("did you mean 'compute.vmSize'?", StringComparison.Ordinal));
    }

    [Fact]
    public void A_place_in_a_text_that_is_not_ASCII_is_the_right_one()
    {
        var description = string.Concat(Enumerable.Repeat("ä名😀", 700));
        var swagger = Instance($$"""{"description":"{{description}}","properties":{ "x": {"$ref":"#/definitions/None"} } }""");

        var run = AssertHarmless(swagger, Spec.PackagedTables);

        var at = Assert.Single(run.Problems, problem => problem.Id == "IMDS002").Location.SourceSpan;
        Assert.Equal("\"#/definitions/None\"", swagger.Substring(at.Start, at.Length));
    }

    private static string Instance(string schema, string definitions = "") =>
        "{\"swagger\":\"2.0\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{\"/instance\":{\"get\":{\"parameters\":[{\"name\":\"api-version\",\"in\":\"query\",\"type\":\"string\",\"required\":true}]," +
        "\"responses\":{\"200\":{\"description\":\"d\",\"schema\":{\"$ref\":\"#/definitions/Instance\"}}}}}},\"definitions\":{\"Instance\":" + schema + definitions + "}}";

    private static Run AssertHarmless(string swagger, IEnumerable<Spec> tables)
    {
        var run = new Project { Specs = [Spec.Swagger(swagger), .. tables] }.Run();

        Assert.True(run.Result.Exception is null, $"{run.Result.Exception}\n{swagger}");
        Assert.True(run.CompilerFindings.Count == 0, $"{string.Join("\n", run.CompilerFindings.Take(5).Select(Show))}\n{swagger}");
        return run;
    }

    private static string Show(Diagnostic finding) =>
        $"{finding}: {finding.Location.SourceTree?.GetText().Lines[finding.Location.GetLineSpan().StartLinePosition.Line]}";
}
