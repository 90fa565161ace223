using System.Reflection;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Generators.Tests;

public class EveryVersionTests
{
    public static TheoryData<string> Versions => [.. ServiceVersions.WithInstance];

    [Theory, MemberData(nameof(Versions))]
    public void The_code_compiles_without_a_warning_and_has_no_null(string version)
    {
        var run = new Project { ApiVersion = version, IsPublic = true }.Run().WithoutFindings();

        var empty = Records.Parse(run.Type("Imds.Instance"), "{}");
        Assert.DoesNotContain(Records.Reach(empty), found => found.Value is null);
        foreach (var record in run.Assembly.GetTypes().Where(type => Records.IsRecord(type) && type.GetMethod("ToJson") is not null))
        {
            Assert.DoesNotContain(Records.Reach(Records.Parse(record, "{}")), found => found.Value is null);
            Assert.Equal(record.GetCustomAttribute<ImdsTypeAttribute>()!.ApiVersion, Line(record) ?? version);
        }

        // Scheduled events have versions of their own.
        static string? Line(Type record) =>
            record.Name is "ScheduledEvents" or "ScheduledEvent" or "ScheduledEventsApproval" or "StartRequest"
            ? record.GetCustomAttribute<ImdsTypeAttribute>()!.ApiVersion : null;
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.Preview)]
    public void All_versions_together_compile_in_every_language_from_9(LanguageVersion language)
    {
        var run = new Project { ApiVersion = "2025-04-07", Additional = string.Join(",", Versions.Select(row => row.Data)),
            Language = language, IsPublic = true }.Run().WithoutFindings();

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
        var expected = SwaggerFields.Of(Repository.RequireReference("upstream", version, "imds.json"));

        var run = new Project { ApiVersion = version }.Run().WithoutFindings();

        Assert.Equal(expected, Records.FieldPaths(run.Type("Imds.Instance")));
    }

    [Theory]
    [InlineData("2018-10-01")]
    [InlineData("2020-09-01")]
    [InlineData("2023-07-01")]
    public void Microsofts_Swagger_works_in_place_of_ours(string version)
    {
        var folder = Repository.RequireReference("upstream", version);
        var swagger = Spec.Swagger(File.ReadAllText(Path.Combine(folder, "imds.json")));

        var run = new Project { ApiVersion = version, Specs = [swagger, .. Spec.Packaged], IsPublic = true }.Run().WithoutFindings();

        Assert.Equal(SwaggerFields.Of(Path.Combine(folder, "imds.json")), Records.FieldPaths(run.Type("Imds.Instance")));
        using var example = JsonDocument.Parse(
            File.ReadAllText(Directory.GetFiles(Path.Combine(folder, "examples"), "?etInstanceMetadata.json").Single()));
        var body = example.RootElement.GetProperty("responses").GetProperty("200").GetProperty("body");
        JsonLeaves.AssertAllRead(body, Records.Parse(run.Type("Imds.Instance"), body.GetRawText()));
    }
}
