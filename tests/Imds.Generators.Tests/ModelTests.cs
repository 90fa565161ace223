using Imds.Generators.Diagnostics;
using Imds.Generators.Model;
using Imds.Generators.Primitives;
using Imds.Generators.Specs;
using Imds.Generators.Versions;
using ApiVersion = Imds.Generators.Primitives.ApiVersion;

namespace Imds.Generators.Tests;

/// <summary>What the model makes of specs, and the view of a version of the model: the rules at their edges, without a compiler.</summary>
public class ModelTests
{
    private const string Versions = "version,line\n2018-02-01,instance\n2019-06-01,instance\n2021-02-01,instance\n2018-05-01,other\n"
        + "2020-05-01,other\n";

    private const string Endpoints = "endpoint,introduced,withdrawn,filters,line\ninstance,2018-02-01,,true,instance\n"
        + "later,2019-06-01,2021-02-01,false,instance\nevents,2018-05-01,,false,other\n";

    private readonly List<Problem> _problems = [];

    [Theory]
    [InlineData(999, false)] // and the endpoint
    [InlineData(1000, true)]
    public void A_Swagger_has_a_thousand_of_everything_at_most(int fields, bool isTooLarge)
    {
        var properties = string.Join(", ", Enumerable.Range(0, fields).Select(i => $"\"f{i}\": {{ \"type\": \"string\" }}"));
        Build(Instance(properties));
        Assert.Equal(isTooLarge, _problems.Exists(problem => problem.RuleId == "IMDS015"));
    }

    [Theory]
    [InlineData(16, false)]
    [InlineData(17, true)]
    public void Objects_lie_in_each_other_as_deep_as_sixteen_levels(int levels, bool isTooDeep)
    {
        var inner = """{ "type": "string" }""";
        for (var i = 0; i < levels; i++)
        {
            inner = $$"""{ "type": "object", "properties": { "a": {{inner}} } }""";
        }

        Build(Instance($"\"a\": {inner}"));
        Assert.Equal(isTooDeep, _problems.Exists(problem => problem.RuleId == "IMDS015"));
    }

    [Theory]
    [InlineData(63, false)] // and the one from the reply
    [InlineData(64, true)]
    public void References_are_followed_64_times(int references, bool isTooFar)
    {
        var chain = Enumerable.Range(0, references - 1).Select(i => $$""", "D{{i}}": { "$ref": "#/definitions/D{{i + 1}}" }""")
            .Append($$""", "D{{references - 1}}": { "type": "string" }""");
        Build(Instance("\"a\": { \"$ref\": \"#/definitions/D0\" }", string.Concat(chain)));
        Assert.Equal(isTooFar, _problems.Exists(problem => problem.RuleId == "IMDS015"));
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void A_field_has_two_hundred_known_values_at_most(int values, bool areTooMany)
    {
        var list = string.Join(", ", Enumerable.Range(0, values).Select(i => $$"""{ "name": "N{{i}}", "value": "v{{i}}" }"""));
        Build(Instance($$""" "kind": { "type": "string", "x-imds-values": [ {{list}} ] }"""));
        Assert.Equal(areTooMany, _problems.Exists(problem => problem.RuleId == "IMDS015"));
    }

    [Fact]
    public void A_route_has_four_indexes_at_most_and_a_document_more()
    {
        var inner = """{ "type": "object", "properties": { "x": { "type": "string" } } }""";
        for (var i = 5; i > 0; i--)
        {
            inner = $$"""{ "type": "object", "properties": { "l{{i}}": { "type": "array", "items": {{inner}} } } }""";
        }

        var model = Build(Instance($"\"a\": {inner}"))!;
        Assert.Contains("a.l1[].l2[].l3[].l4[].l5[].x",
            model.Types.SelectMany(type => type.Fields).SelectMany(field => field.Ids).Select(id => id.Path.ToString()));
        Assert.Equal(4, All(model.Roots).Max(route => route.Template.IndexCount));
        Assert.Contains(All(model.Roots), route => route.Template.ToString() == "instance/a/l1/{0}/l2/{1}/l3/{2}/l4/{3}/l5");
    }

    [Fact]
    public void A_field_of_ones_own_takes_the_place_of_that_of_a_base()
    {
        var model = Build(Instance("\"b\": { \"type\": \"integer\" }, \"c\": { \"type\": \"string\" }", """
            , "Base": { "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "string" } } }
            """, "\"allOf\": [ { \"$ref\": \"#/definitions/Base\" } ],"))!;
        Assert.Equal(["a String", "b Int32", "c String"],
            model.Types.Single().Fields.Select(field => $"{field.JsonName} {field.Type.Kind}"));
    }

    [Fact]
    public void A_field_without_a_description_has_that_of_what_it_refers_to()
    {
        var model = Build(Instance("""
            "a": { "$ref": "#/definitions/Mid" }, "b": { "type": "string", "description": "Its own." }
            """, """, "Mid": { "$ref": "#/definitions/Text" }, "Text": { "type": "string", "description": "A text." }"""))!;
        Assert.Equal(["A text.", "Its own."], model.Types.Single().Fields.Select(field => field.Description));
    }

    [Fact]
    public void Known_values_have_a_name_each_and_the_list_one()
    {
        var model = Build(Instance("""
            "kind": { "type": "string", "x-imds-values": [ { "name": "one", "value": "1" }, { "name": "One", "value": "2" },
              { "name": "-", "value": "3" }, { "name": "four", "value": "" }, { "name": "five", "value": "5" } ] },
            "state": { "type": "string", "x-imds-values-name": "odd ones", "x-imds-values-closed": true,
              "x-imds-values": [ { "name": "on", "value": "on" } ] },
            "mode": { "type": "string", "x-imds-values-name": "-", "x-imds-values": [ { "name": "on", "value": "on" } ] },
            "none": { "type": "string" }
            """))!;
        var fields = model.Types.Single().Fields;
        Assert.Equal(["Kinds False One=1 Five=5", "OddOnes True On=on", "Modes False On=on", ""], fields.Select(field =>
            field.Values is { } known ? $"{known.TypeName} {known.IsClosed} {Shown(known)}" : ""));
        Assert.Equal(["IMDS004", "IMDS004", "IMDS004", "IMDS005"],
            _problems.Where(problem => problem.RuleId != "IMDS008").Select(problem => problem.RuleId).Order(StringComparer.Ordinal));

        static string Shown(KnownValues known) => string.Join(' ', known.Values.Select(one => $"{one.Name}={one.Value}"));
    }

    [Fact]
    public void A_required_parameter_comes_first_and_each_has_its_versions()
    {
        var model = Build("""
            { "swagger": "2.0", "info": { "title": "t", "version": "1" }, "definitions": { },
              "paths": { "/instance": { "get": { "description": "All.",
                "parameters": [ { "name": "api-version", "in": "query", "type": "string", "required": true },
                  { "name": "later", "in": "query", "type": "string" }, { "name": "flag", "in": "query", "type": "boolean" },
                  { "name": "must", "in": "query", "type": "string", "required": true },
                  { "name": "MUST", "in": "query", "type": "string" },
                  { "name": "-", "in": "query", "type": "string" },
                  { "name": "FLAG", "in": "query", "type": "string", "x-ms-client-name": "flag" } ],
                "responses": { "200": { "description": "d",
                  "schema": { "type": "object", "properties": { "a": { "type": "string" } } } } } } } } }
            """, "endpoint,parameter,introduced,withdrawn\ninstance,later,2019-06-01,2021-02-01\ninstance,must,2017-01-01,\n")!;
        var parameters = model.Roots.Single().Parameters;
        Assert.Equal(["must must True", "later later False", "flag flag False", "MUST mUST False"],
            parameters.Select(parameter => $"{parameter.Name} {parameter.Identifier} {parameter.IsRequired}"));
        Assert.Equal("2019-06-01 2021-02-01", Range(parameters[1].Availability));
        Assert.Equal(["IMDS004", "IMDS005"], _problems.Where(problem => problem.RuleId is "IMDS004" or "IMDS005")
            .Select(problem => problem.RuleId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_type_is_one_where_its_fields_have_one_history_and_knows_where_it_occurs()
    {
        var disk = """{ "$ref": "#/definitions/Disk" }""";
        var model = Build(Instance($"\"one\": {disk}, \"two\": {disk}, \"three\": {disk}",
            """, "Disk": { "type": "object", "properties": { "size": { "type": "string" } } }"""),
            "path,introduced,withdrawn\none,2018-02-01,\none.size,2018-02-01,\ntwo,2018-02-01,\ntwo.size,2018-02-01,\nthree,2018-02-01,\n"
            + "three.size,2019-06-01,\n")!;
        Assert.Empty(_problems);
        Assert.Equal(["Disk: one.size two.size", "InstanceThree: three.size", "Instance: one"],
            model.Types.Select(type => $"{type.Name}: {string.Join(' ', type.Fields[0].Ids.Select(id => id.Path))}"));
    }

    [Theory]
    [InlineData("2018-02-01", "old", "instance/old")]
    [InlineData("2019-06-01", "new", "instance/new later")]
    [InlineData("2021-02-01", "new", "instance/new")]
    public void A_version_has_what_is_introduced_up_to_it_and_not_withdrawn_by_it(string version, string fields, string routes)
    {
        var model = Build("""
            { "swagger": "2.0", "info": { "title": "t", "version": "1" },
              "paths": { "/instance": { "get": { "description": "All.",
                  "parameters": [ { "name": "api-version", "in": "query", "type": "string" } ],
                  "responses": { "200": { "description": "d", "schema": { "$ref": "#/definitions/Instance" } } } } },
                "/later": { "get": { "description": "Later.",
                  "parameters": [ { "name": "api-version", "in": "query", "type": "string" } ],
                  "responses": { "200": { "description": "d", "schema": { "$ref": "#/definitions/Later" } } } } } },
              "definitions": { "Instance": { "type": "object", "properties": { "old": { "type": "string" }, "new": { "type": "string" },
                    "empty": { "$ref": "#/definitions/Empty" } } },
                "Empty": { "type": "object", "properties": { "never": { "type": "string" } } },
                "Later": { "type": "object", "properties": { "x": { "type": "string" } } } } }
            """, "path,introduced,withdrawn\nold,2018-02-01,2019-06-01\nnew,2019-06-01,\nempty,2019-06-01,\n"
            + "empty.never,2018-02-01,2019-06-01\n",
            "endpoint,path,introduced,withdrawn\nlater,x,2019-06-01,\n")!;
        var view = new ServiceView(model).At(ApiVersion.Parse(version));
        var instance = view.Records.Single(record => record.Name == "Instance");
        Assert.Equal(fields, string.Join(' ', instance.Fields.Select(field => field.JsonName)));
        Assert.Equal(routes, string.Join(' ', view.Roots.SelectMany(root => root.Children.Count > 0 ? root.Children : [root])
            .Select(route => route.Template.ToString())));
        Assert.DoesNotContain(view.Records, record => record.Name == "Empty");
    }

    [Fact]
    public void A_line_of_versions_gives_its_newest_that_is_not_newer()
    {
        var service = new ServiceView(Build(Instance("\"a\": { \"type\": \"string\" }"))!);
        var other = service.Lines.Single(line => line.Name == "other");
        Assert.Equal([null, "2018-05-01", "2018-05-01", "2020-05-01", "2020-05-01"], new[] { "2018-02-01", "2018-05-01", "2019-06-01",
            "2020-05-01", "2021-02-01" }.Select(version => service.NewestUpTo(ApiVersion.Parse(version), other)?.ToString()));
        Assert.Equal(["2018-02-01", "2019-06-01"], Between("2018-02-01", "2021-02-01", VersionLine.Instance));
        Assert.Equal(["2019-06-01"], Between("2019-06-01", "2021-02-01", VersionLine.Instance));
        Assert.Empty(Between("2021-02-01", "2021-02-01", VersionLine.Instance));
        Assert.Equal(["2018-05-01"], Between("2019-06-01", "2021-02-01", other));
        Assert.Empty(Between("2018-02-01", "2019-06-01", other));

        IEnumerable<string> Between(string minimum, string chosen, VersionLine line) =>
            service.Between(ApiVersion.Parse(minimum), ApiVersion.Parse(chosen), line).Select(version => version.ToString());
    }

    private static string Instance(string properties, string definitions = "", string more = "") => $$"""
        { "swagger": "2.0", "info": { "title": "t", "version": "1" },
          "paths": { "/instance": { "get": { "description": "All of it.",
            "responses": { "200": { "description": "d", "schema": { "$ref": "#/definitions/Instance" } } } } } },
          "definitions": { "Instance": { "type": "object", {{more}} "properties": { {{properties}} } }{{definitions}} } }
        """;

    private ApiModel? Build(string swagger, params string[] tables)
    {
        var files = tables.Prepend(Endpoints).Prepend(Versions).Select(text => File(SpecKind.Versions, text));
        return ApiModelBuilder.Build(SwaggerReader.Read(File(SpecKind.Swagger, swagger), _problems)!,
            VersionTableReader.Read([.. files], _problems), _problems);

        static SpecFile File(SpecKind kind, string text) => new("my.file", kind, IsOwn: false, text);
    }

    private static IEnumerable<RouteNode> All(IEnumerable<RouteNode> routes) =>
        routes.SelectMany(route => All(route.Children).Prepend(route));

    private static string Range(Availability availability) =>
        string.Join(", ", availability.Ranges.Select(range => $"{range.Introduced} {range.Withdrawn}"));
}
