using System.Text.RegularExpressions;

namespace Imds.Specs.Tests;

/// <summary>The descriptions become the documentation of the C# types: all are there, in the same form, and in words of our own.</summary>
public partial class DescriptionTests
{
    private static readonly Swagger s_swagger = Swagger.Ours;

    [Fact]
    public void Everything_is_described()
    {
        Assert.All(s_swagger.Operations, operation =>
        {
            AssertDescribed(operation.Json, operation.ToString());
            Assert.All(s_swagger.Parameters(operation), parameter => AssertDescribed(parameter, $"{operation} {parameter["name"]}"));
            Assert.All(operation.Json["responses"]!.AsObject(),
                response => AssertDescribed(response.Value!, $"{operation} {response.Key}"));
        });
        Assert.All(s_swagger.Definitions, definition =>
        {
            AssertDescribed(definition.Value!, definition.Key);
            Assert.All(definition.Value!["properties"]!.AsObject(),
                property => AssertDescribed(property.Value!, $"{definition.Key}.{property.Key}"));
        });
    }

    [Fact]
    public void Descriptions_are_sentences() =>
        Assert.All(s_swagger.Descriptions(), description =>
        {
            Assert.Matches("""^[A-Z0-9`"].*\.$""", description.Text);
            Assert.DoesNotContain("  ", description.Text, StringComparison.Ordinal);
            Assert.InRange(description.Text.Length, 10, 240);
        });

    [Fact]
    public void Backticks_are_the_only_markup() =>
        Assert.All(s_swagger.Descriptions(), description =>
        {
            Assert.True(description.Text.Count(c => c == '`') % 2 == 0, $"{description.Place} has a backtick that is not closed.");
            Assert.DoesNotMatch(@"[*<>]|\]\(|__", Code().Replace(description.Text, ""));
        });

    [Theory]
    [InlineData("2018-10-01")]
    [InlineData("2020-09-01")]
    [InlineData("2023-07-01")]
    public void No_description_is_one_of_the_published_Swagger(string version)
    {
        var theirs = Swagger.Load(Repository.RequireReference("upstream", version, "imds.json")).Descriptions()
            .Select(description => Words(description.Text)).ToHashSet();

        Assert.NotEmpty(theirs);
        Assert.All(s_swagger.Descriptions(), description => Assert.DoesNotContain(Words(description.Text), theirs));
    }

    [Theory]
    [InlineData("imds-doc-2020-12-01.md")]
    [InlineData("imds-doc-2025-04-07.txt")]
    public void No_description_is_taken_from_a_document(string name)
    {
        var document = Words(File.ReadAllText(Repository.RequireReference("seeds", name)));

        Assert.Contains(Words("Azure Instance Metadata Service"), document, StringComparison.Ordinal);
        Assert.All(s_swagger.Descriptions(),
            description => Assert.DoesNotContain(Words(description.Text), document, StringComparison.Ordinal));
    }

    private static void AssertDescribed(System.Text.Json.Nodes.JsonNode node, string what) =>
        Assert.True(Swagger.Text(node["description"]).Length > 0, $"{what} has no description.");

    /// <summary>The words alone: no case, no punctuation, no line ends.</summary>
    private static string Words(string text) => " " + NoWord().Replace(text.ToLowerInvariant(), " ").Trim() + " ";

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoWord();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();
}
