using System.Reflection;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Generators.Tests;

public class EveryVersionTests
{
    public static TheoryData<string> Versions =>
        [.. Repository.Read("specs", "versions", "api-versions.csv").Split('\n').Where(row => row.EndsWith(",instance", StringComparison.Ordinal)).Select(row => row.Split(',')[0]).Where(version => version != "2017-03-01")];

    [Fact]
    public void There_are_34_versions_with_instance_metadata() => Assert.Equal(34, Versions.Count);

    [Theory, MemberData(nameof(Versions))]
    public void The_code_compiles_without_a_warning_and_has_no_null(string version)
    {
        var run = new Project { ApiVersion = version, IsPublic = true }.Run().WithoutFindings();

        var empty = Records.Parse(run.Type("Imds.Instance"), "{}");
        Assert.DoesNotContain(Records.Reach(empty), found => found.Value is null);
        foreach (var record in run.Assembly.GetTypes().Where(type => Records.IsRecord(type) && type.GetMethod("WriteTo") is not null))
        {
            Assert.DoesNotContain(Records.Reach(Records.Parse(record, "{}")), found => found.Value is null);
            Assert.Equal(record.GetCustomAttribute<ImdsTypeAttribute>()!.ApiVersion, Line(record) ?? version);
        }

        // Scheduled events have versions of their own.
        static string? Line(Type record) => record.Name is "ScheduledEvents" or "ScheduledEvent" or "ScheduledEventsApproval" or "StartRequest"
            ? record.GetCustomAttribute<ImdsTypeAttribute>()!.ApiVersion : null;
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.Preview)]
    public void All_versions_together_compile_in_every_language_from_9(LanguageVersion language)
    {
        var run = new Project { ApiVersion = "2025-04-07", Additional = string.Join(",", Versions.Select(row => row.Data)), Language = language, IsPublic = true }.Run().WithoutFindings();

        Assert.NotNull(run.Type("Imds.V2017_04_02.ImdsClient"));
        Assert.NotNull(run.Type("Imds.V2025_04_07.ImdsClient"));
        Assert.NotNull(run.Type("Imds.ImdsClient"));
    }

    [Theory]
    [InlineData("2018-10-01")]
    [InlineData("2020-09-01")]
    [InlineData("2023-07-01")]
    public void The_fields_are_those_of_Microsofts_Swagger_of_the_version(string version)
    {
        Repository.NeedsShared();
        var expected = SwaggerPaths(Path.Combine(Repository.Shared, "upstream", version, "imds.json"));

        var run = new Project { ApiVersion = version }.Run().WithoutFindings();

        Assert.Equal(expected, Records.FieldPaths(run.Type("Imds.Instance")));
    }

    [Theory]
    [InlineData("2018-10-01")]
    [InlineData("2020-09-01")]
    [InlineData("2023-07-01")]
    public void Microsofts_Swagger_works_in_place_of_ours(string version)
    {
        Repository.NeedsShared();
        var folder = Path.Combine(Repository.Shared, "upstream", version);
        var swagger = Spec.Swagger(File.ReadAllText(Path.Combine(folder, "imds.json")));

        var run = new Project { ApiVersion = version, Specs = [swagger, .. Spec.Packaged], IsPublic = true }.Run().WithoutFindings();

        Assert.Equal(SwaggerPaths(Path.Combine(folder, "imds.json")), Records.FieldPaths(run.Type("Imds.Instance")));
        using var example = JsonDocument.Parse(File.ReadAllText(Directory.GetFiles(Path.Combine(folder, "examples"), "?etInstanceMetadata.json").Single()));
        var body = example.RootElement.GetProperty("responses").GetProperty("200").GetProperty("body");
        JsonLeaves.AssertAllRead(body, Records.Parse(run.Type("Imds.Instance"), body.GetRawText()));
    }

    /// <summary>An expansion of its own, so that the generator's reading is held against something.</summary>
    private static SortedSet<string> SwaggerPaths(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var definitions = document.RootElement.GetProperty("definitions");
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Expand(definitions.GetProperty("Instance"), "");
        return paths;

        void Expand(JsonElement schema, string prefix)
        {
            if (schema.TryGetProperty("$ref", out var reference))
            {
                schema = definitions.GetProperty(reference.GetString()!.Split('/')[^1]);
            }

            if (schema.TryGetProperty("items", out var items))
            {
                Expand(items, prefix + "[]");
            }

            if (!schema.TryGetProperty("properties", out var properties))
            {
                return;
            }

            foreach (var property in properties.EnumerateObject())
            {
                var path = prefix.Length == 0 ? property.Name : prefix + "." + property.Name;
                paths.Add(path);
                Expand(property.Value, path);
            }
        }
    }
}
