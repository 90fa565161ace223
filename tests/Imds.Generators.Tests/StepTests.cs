using Imds.Generators.Diagnostics;
using Imds.Generators.Emit;
using Imds.Generators.Model;
using Imds.Generators.Primitives;
using Imds.Generators.Specs;
using Imds.Generators.Versions;
using ApiVersion = Imds.Generators.Primitives.ApiVersion;

namespace Imds.Generators.Tests;

/// <summary>
/// Each step by itself: text to documents with places, documents to the model, the model to the view of a version, the view to text.
/// </summary>
public class StepTests
{
    private const string Swagger = """
        { "swagger": "2.0", "info": { "title": "t", "version": "1" },
          "paths": { "/instance": { "get": { "description": "All of it.",
            "parameters": [ { "name": "api-version", "in": "query", "type": "string", "required": true }, { "name": "extra", "in": "query", "type": "string" } ],
            "responses": { "200": { "description": "d", "schema": { "$ref": "#/definitions/Instance" } } } } } },
          "definitions": {
            "Instance": { "type": "object", "properties": { "name": { "type": "string" }, "disk": { "$ref": "#/definitions/Disk" }, "spare": { "$ref": "#/definitions/Disk" } } },
            "Disk": { "type": "object", "properties": {
              "size": { "type": "string", "format": "int32" },
              "kind": { "type": "string", "x-imds-values": [ { "name": "Local", "value": "local", "description": "On the host." } ] } } } } }
        """;

    private const string Tables = """
        path,introduced,withdrawn
        name,2018-02-01,
        disk,2018-02-01,
        disk.size,2018-02-01,
        disk.kind,2021-02-01,
        spare,2018-02-01,
        spare.size,2018-02-01,
        spare.kind,2018-02-01,
        """;

    [Fact]
    public void Text_becomes_a_document_with_the_place_of_everything_in_it()
    {
        var problems = new List<Problem>();

        var document = SwaggerReader.Read(File(SpecKind.Swagger, Swagger), problems)!;

        Assert.Empty(problems);
        Assert.Equal("instance", Assert.Single(document.Paths).Route.ToString());
        Assert.Equal(["extra"], document.Paths[0].Get!.Parameters.Select(parameter => parameter.Name));
        var disk = document.Definitions["Disk"];
        Assert.Equal(["size int32", "kind "], disk.Properties.Select(property => $"{property.Name} {property.Schema.Format}"));
        Assert.Equal("local", Assert.Single(disk.Properties[1].Schema.Values!).Value);
        var place = document.Map.PlaceOf(disk.Properties[0].Schema.Pointer);
        Assert.StartsWith("{ \"type\": \"string\", \"format\": \"int32\" }", Swagger.Substring(place.Span.Start), StringComparison.Ordinal);
        Assert.Equal(7, place.Lines.Start.Line);
    }

    [Fact]
    public void A_table_becomes_rows_with_the_place_of_each()
    {
        var problems = new List<Problem>();

        var tables = ReadTables(problems);

        Assert.Empty(problems);
        var id = new FieldId(DocumentId.Instance, FieldPath.Parse("disk.kind"));
        var row = Assert.Single(tables.Fields[id]);
        Assert.Equal("2021-02-01", row.Range.Introduced.ToString());
        Assert.Equal("disk.kind", Tables.Substring(row.Place.Span.Start, row.Place.Span.Length));
        Assert.Contains(ApiVersion.Parse("2018-02-01"), tables.Lines[VersionLine.Instance]);
    }

    [Fact]
    public void Documents_become_a_model_where_fields_of_one_history_share_a_type()
    {
        var model = BuildModel();

        Assert.Equal(["Disk", "InstanceSpare", "Instance"], model.Types.Select(type => type.Name));
        var kind = model.Types[0].Fields[1];
        Assert.Equal(("kind", "Kind"), (kind.JsonName, kind.Name));
        Assert.Equal(new KnownValue("Local", "local", "On the host."), Assert.Single(kind.Values!.Values));
        Assert.Equal("2021-02-01", Assert.Single(kind.Availability.Ranges).Introduced.ToString());
        Assert.Equal("instance/disk/kind", Assert.Single(kind.Ids).Route.ToString());
        Assert.Equal("int32", model.Types[0].Fields[0].Format);
        Assert.Equal(model, BuildModel());
        Assert.Equal(model.GetHashCode(), BuildModel().GetHashCode());
    }

    [Fact]
    public void The_view_of_a_version_has_what_the_version_has()
    {
        var service = new ServiceView(BuildModel());

        var (older, newer) = (service.At(ApiVersion.Parse("2018-02-01")), service.At(ApiVersion.Parse("2021-02-01")));

        Assert.Equal(["Size"], Record(older, "Disk").Fields.Select(field => field.Name));
        Assert.Equal(["Size", "Kind"], Record(newer, "Disk").Fields.Select(field => field.Name));
        Assert.Equal(["Size", "Kind"], Record(older, "InstanceSpare").Fields.Select(field => field.Name));
        Assert.Equal(["disk/size"],
            Route(older, "Disk").Children.Select(child =>
                string.Join("/", child.Template.Segments.Skip(1).Select(segment => segment.Name))));
        Assert.Equal("disk.kind", Route(newer, "Disk").Children[1].Field!.Value.Path.ToString());
        Assert.Equal("2021-02-01", Record(newer, "Disk").Fields[1].Range!.Value.Introduced.ToString());
        Assert.Equal(older, service.At(ApiVersion.Parse("2018-02-01")));
        Assert.NotEqual(older, newer);
        Assert.Contains(Record(service.All, "Disk").Fields, field => field.Name == "Kind");

        static RecordView Record(VersionView view, string name) => Assert.Single(view.Records, record => record.Name == name);

        static RouteView Route(VersionView view, string name) => Assert.Single(view.Roots[0].Children, child => child.Name == name);
    }

    [Fact]
    public void A_view_becomes_text()
    {
        var (version, always) = (ApiVersion.Parse("2021-02-01"),
            new Availability([new VersionRange(ApiVersion.Parse("2018-02-01"), ApiVersion.Never)]));
        var id = new FieldId(DocumentId.Instance, FieldPath.Root.Then("name"));
        var field = new FieldView("name", "Name", "What it is called.", "", new FieldType(ValueKind.String, "", IsList: false), "int32",
            new KnownValues("Names", IsClosed: false, [new KnownValue("One", "1", "The first.")]),
            "GetName", null, always, always.Ranges[0], [id]);
        var view = new VersionView(
            [new RecordView("Instance", "The machine.", VersionLine.Instance, version, [field], null)],
            [new ValuesView(field.Values!, VersionLine.Instance, version, [id])], []);

        var files = new VersionEmitter(new CodeStyle("internal", Utf8Literals: true, AsyncDisposable: true, "Imds", [])).Emit(
            Lowering.Lower(view, version, "Imds", _ => [], [], Array.Empty<string>().ToLookup(name => name))).Files;

        var text = string.Concat(files.Single(file => file.HintName == "Imds.Instance.g.cs").Segments);
        Assert.Contains("sealed partial record Instance", text, StringComparison.Ordinal);
        Assert.Contains("/// <summary>What it is called.</summary>", text, StringComparison.Ordinal);
        Assert.Contains("public string Name", text, StringComparison.Ordinal);
        Assert.Contains("public int? GetName() => ImdsText.ReadInt32(_name);", text, StringComparison.Ordinal);
        Assert.Contains("<see cref=\"Names\"/>", text, StringComparison.Ordinal);
        var constants = string.Concat(files.Single(file => file.HintName == "Imds.Names.g.cs").Segments);
        Assert.Contains("public const string One = \"1\";", constants, StringComparison.Ordinal);
        Assert.Contains("[ImdsField(\"name\", Introduced = \"2018-02-01\")]", text, StringComparison.Ordinal);
    }

    private static SpecFile File(SpecKind kind, string text) => new("my.file", kind, IsOwn: true, text);

    private static VersionTables ReadTables(List<Problem> problems) => VersionTableReader.Read(
    [
        File(SpecKind.Versions, "version,line\n2018-02-01,instance\n2021-02-01,instance\n"),
        File(SpecKind.Versions, "endpoint,introduced,withdrawn,filters,line\ninstance,2018-02-01,,true,instance\n"),
        File(SpecKind.Versions, "endpoint,parameter,introduced,withdrawn\ninstance,extra,2018-02-01,\n"),
        File(SpecKind.Versions, Tables),
    ], problems);

    private static ApiModel BuildModel()
    {
        var problems = new List<Problem>();
        var model = ApiModelBuilder.Build(SwaggerReader.Read(File(SpecKind.Swagger, Swagger), problems)!, ReadTables(problems), problems);
        Assert.Empty(problems);
        return model!;
    }
}
