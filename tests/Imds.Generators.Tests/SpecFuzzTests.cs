using System.Text;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Imds.Generators.Tests;

/// <summary>
/// Documents that nobody would write, made by changing ours: parts moved, replaced, renamed and doubled. The generator may refuse them
/// with a diagnostic at a place; it may not throw, and what it generates compiles.
/// </summary>
public class SpecFuzzTests
{
    private static readonly string[] Names =
    [
        "Parse", "Read", "Empty", "GetType", "Finalize", "Equals", "WriteMembers", "ToJson", "route", "Instance", "instance", "Compute",
        "Route", "InstanceRoute",
        "EditorBrowsableState", "DateTimeOffset", "Func", "Task", "Type", "JsonConverter", "String", "Uri", "options", "cancellationToken",
        "body", "eventId", "event",
        "op_Equality", "get_Item", "Value", "GetNotBefore", "notBefore", "a.b", "[]", "{0}", "#", "", " ", "x-ms-y", "\u0000", "\uFFFE",
        "1", new string('n', 300),
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1e400", "\"\"", "\"text\"", "[]", "{}", "[{}]", "[null]", "{\"$ref\":\"#/definitions/Compute\"}",
        "{\"$ref\":\"#/definitions/None\"}",
        "{\"$ref\":\"other.json\"}", "{\"$ref\":\"#/paths/~1instance\"}", "{\"type\":\"array\"}", "{\"type\":\"object\"}",
        "{\"type\":\"string\",\"format\":\"date-time\"}",
        "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}",
        "{\"allOf\":[{\"$ref\":\"#/definitions/Instance\"},{\"$ref\":\"#/definitions/Compute\"}]}",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_changed_Swagger_gives_code_that_compiles_or_a_diagnostic(int seed)
    {
        var (original, random) = (Spec.PackagedSwagger.GetText().ToString(), new Random(seed));
        for (var i = 0; i < 12; i++)
        {
            var document = JsonNode.Parse(original)!;
            for (var k = random.Next(1, 8); k > 0; k--)
            {
                Change(document, random);
            }

            AssertHarmless(document.ToJsonString(), Spec.PackagedTables);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_changed_table_gives_code_that_compiles_or_a_diagnostic(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 10; i++)
        {
            var tables = Spec.PackagedTables.Select(table =>
            {
                var text = new StringBuilder(table.GetText().ToString());
                for (var k = random.Next(4); k > 0; k--)
                {
                    var at = random.Next(text.Length);
                    switch (random.Next(4))
                    {
                        case 0: text.Remove(at, Math.Min(random.Next(200), text.Length - at)); break;
                        case 1: text.Insert(at, ","); break;
                        case 2: text.Insert(at, "\n" + Names[random.Next(Names.Length)] + ",2021-02-01,\n"); break;
                        default: text[at] = (char)random.Next(1, 0x2100); break;
                    }
                }

                return Spec.Table(text.ToString(), table.Path);
            });

            AssertHarmless(Spec.PackagedSwagger.GetText().ToString(), tables);
        }
    }

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

    private static void Change(JsonNode document, Random random)
    {
        var nodes = Below(document).ToList();
        var node = nodes[random.Next(nodes.Count)];
        var parent = node.Parent;
        if (parent is not JsonObject owner)
        {
            return;
        }

        var name = node.GetPropertyName();
        switch (random.Next(5))
        {
            case 0:
                owner.Remove(name);
                break;
            case 1:
                owner[name] = JsonNode.Parse(Values[random.Next(Values.Length)]);
                break;
            case 2:
                owner.Remove(name);
                owner[Names[random.Next(Names.Length)]] = node;
                break;
            case 3:
                owner[Names[random.Next(Names.Length)]] = node.DeepClone();
                break;
            default:
                owner[name] = nodes[random.Next(nodes.Count)].DeepClone();
                break;
        }
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) => node switch
    {
        JsonObject members =>
            members.Where(member => member.Value is not null).SelectMany(member => Below(member.Value!).Prepend(member.Value!)),
        JsonArray items => items.Where(item => item is not null).SelectMany(item => Below(item!).Prepend(item!)),
        _ => [],
    };
}
