using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.Tests;

/// <summary>A Swagger is input: whatever stands in it, nothing of it becomes code.</summary>
public class HostileSpecTests
{
    /// <summary>Each tries to end a literal, a comment or a line, or to be something other than it looks like.</summary>
    public static TheoryData<string> Corpus => new(
        "\"; System.Environment.Exit(1); //", "*/ class Injected {} /*", "\"\"\"; class Injected {}", "\\u0022; class Injected {} //",
        "\\\"", "\\",
        "line\nclass Injected {}", "line\r\nclass Injected {}", "line\u2028class Injected {}", "line\u2029class Injected {}",
        "line\u0085class Injected {}",
        "</summary><script/>", "]]>", "&quot;", "<!--", "{0}{1}{", "}", "{{", "$\"{System.Environment.Exit(1)}\"", "#if false",
        "#error injected", "#line 1 \"x\"",
        "\u202E\u0065\u0078\u0065", "\uE000", "a\uE001b", "\uFEFF", "\0", "\u0001\u001F", "\uD83D\uDE00", "名前", "ΰ", "ß", "ı", "İ", "ﬁ",
        "\u0301", "a\u200Db", "²", "Ⅳ", "٣", "_", "__", "-", " ", ".", "..", "/", "//", "a/../../b", "%2e%2e", "?api-version=x", "#", "@",
        "@class", "class", "interface", "record", "file", "field", "value",
        "Equals", "ToString", "getHashCode", "GetType", "Clone", "EqualityContract", "PrintMembers", "Finalize", "MemberwiseClone",
        "Deconstruct", "op_Implicit", "get_X", "set_X",
        "Empty", "Parse", "Read", "WriteTo", "WriteMembers", "Converter", "GetAsync", "ListAsync", "PostAsync", "ApiVersion", "Dispose",
        "ImdsJson", "ImdsList", "ImdsRoute", "ImdsClient", "ImdsApiVersions", "ImdsException",
        "Imds", "System", "Task", "String", "Object", "Type", "Routes", "Runtime", "V2021_02_01", "Utf8JsonReader", "JsonNames",
        "JsonEncodedText", "JsonConverter", "IDisposable", "InstanceRoute", "Instance", "Compute", "reader", "writer", "result", "name",
        "global", "CON", "nul",
        new string('a', 101), new string('x', 5000), "1", "1a", "0.5", "true", "null");

    [Theory, MemberData(nameof(Corpus))]
    public void Nothing_of_it_becomes_code(string text)
    {
        var json = JsonSerializer.Serialize(text);
        var swagger = $$$"""
            {
              "swagger": "2.0", "info": { "title": {{{json}}}, "version": "1", "description": {{{json}}} }, "host": {{{json}}},
              "paths": {
                "/instance": { "get": { "description": {{{json}}}, "operationId": {{{json}}},
                  "parameters": [ { "name": "api-version", "in": "query", "type": "string", "required": true }, { "name": {{{json}}}, "in": "query", "type": "string", "description": {{{json}}} } ],
                  "responses": { "200": { "description": {{{json}}}, "schema": { "$ref": "#/definitions/Instance" } } } } },
                {{{JsonSerializer.Serialize("/" + text)}}}: { "x-ms-client-name": {{{json}}}, "get": { "description": {{{json}}},
                  "responses": { "200": { "description": "d", "schema": { "$ref": "#/definitions/Other" } } } } }
              },
              "definitions": {
                "Instance": { "type": "object", "description": {{{json}}}, "properties": {
                  "compute": { "type": "object", "description": {{{json}}}, "properties": { {{{json}}}: { "type": "string", "description": {{{json}}} } } },
                  "list": { "type": "array", "items": { "type": "object", "properties": { {{{json}}}: { "type": "integer" } } } },
                  "named": { "type": "string", "x-ms-client-name": {{{json}}} },
                  "safe": { "type": "string" } } },
                "Other": { "type": "object", "properties": { "x": { "type": "string" }, "inner": { "type": "object", "properties": { {{{json}}}: { "type": "array", "items": { "type": "string" } } } } } },
                {{{JsonSerializer.Serialize(text + "x")}}}: { "type": "object", "properties": { {{{json}}}: { "type": "string" } } }
              }
            }
            """;

        foreach (var language in new[] { LanguageVersion.CSharp9, LanguageVersion.CSharp13 })
        {
            var run = new Project { Specs = [Spec.Swagger(swagger), .. Spec.PackagedTables,
                Spec.Table($"path,introduced,withdrawn\n{text},2021-02-01,\n")], Language = language, IsPublic = true }.Run();

            Assert.Null(run.Result.Exception);
            Assert.Empty(run.CompilerFindings);
            AssertHarmless(run);
            if (run.Sources.Count > 0)
            {
                _ = run.Assembly; // it also emits
            }
        }
    }

    /// <summary>
    /// Only the members that the generator means to write are there, and calls only to its own runtime and the framework's reading and
    /// writing.
    /// </summary>
    private static void AssertHarmless(Run run)
    {
        foreach (var tree in run.Result.GeneratedSources.Select(source => source.SyntaxTree))
        {
            var root = (CompilationUnitSyntax)tree.GetRoot();
            var space = Assert.IsType<NamespaceDeclarationSyntax>(Assert.Single(root.Members));
            var inner = Assert.Single(space.Members) as NamespaceDeclarationSyntax; // routes have one of their own within
            var type = Assert.IsAssignableFrom<TypeDeclarationSyntax>(Assert.Single((inner ?? space).Members));
            Assert.DoesNotContain(root.DescendantTokens(), token => token.ValueText is "Injected" or "Environment" or "Exit");
            Assert.All(type.Members.OfType<TypeDeclarationSyntax>(), nested => Assert.Equal("JsonNames", nested.Identifier.Text));
            Assert.DoesNotContain(root.DescendantTrivia(descendIntoTrivia: true),
                trivia => trivia.IsDirective && !trivia.IsKind(SyntaxKind.NullableDirectiveTrivia)
                    && !trivia.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia));
            Assert.DoesNotContain(tree.GetText().ToString(),
                c => c is '\u2028' or '\u2029' or '\u0085' or '\r' or '\0' or '\u202E' || char.IsSurrogate(c));
        }
    }

    /// <summary>
    /// Letters that are one when small, and two when capital or otherwise; names that differ in no more than these are still two.
    /// </summary>
    [Theory]
    [InlineData("\u1E9E", "\u00DF")]
    [InlineData("\u212A", "k")]
    [InlineData("\u2126", "\u03C9")]
    [InlineData("\u212B", "\u00E5")]
    [InlineData("\u0130", "i")]
    [InlineData("\u01C5", "\u01C6")]
    [InlineData("\u03F4", "\u03B8")]
    public void Names_that_are_one_in_small_letters_are_two_fields_and_two_parameters(string one, string other)
    {
        var swagger = Spec.Swagger($$"""
            { "swagger": "2.0", "info": { "title": "t", "version": "1" },
              "paths": { "/instance": { "get": {
                "parameters": [ { "name": "{{one}}", "in": "query", "type": "string" }, { "name": "{{other}}", "in": "query", "type": "string" } ],
                "responses": { "200": { "description": "d", "schema": { "$ref": "#/definitions/Instance" } } } } } },
              "definitions": { "Instance": { "type": "object", "properties": {
                "{{one}}": { "type": "string", "format": "date-time" }, "{{other}}": { "type": "string", "format": "date-time" } } } } }
            """);

        var run = new Project { Specs = [swagger, .. Spec.PackagedTables] }.Run();

        Assert.Null(run.Result.Exception);
        Assert.Empty(run.CompilerFindings);
    }

    /// <summary>What the packages have as namespaces below that of the generated code, where a type of the name would hide them.</summary>
    [Fact]
    public void A_definition_called_like_a_namespace_of_the_packages_hides_none()
    {
        var names = new[] { "CompilerServices", "Extensions", "Emulator", "Runtime", "Routes" };
        var swagger = Spec.Swagger($$"""
            { "swagger": "2.0", "info": { "title": "t", "version": "1" },
              "paths": { "/instance": { "get": { "responses": { "200": { "description": "d", "schema": { "$ref": "#/definitions/Instance" } } } } } },
              "definitions": {
                "Instance": { "type": "object", "properties": { {{Each("\"$ref\": \"#/definitions/NAME\"")}} } },
                {{Each("\"type\": \"object\", \"properties\": { \"a\": { \"type\": \"string\" } }")}} } }
            """);

        var run = new Project
        {
            Specs = [swagger, .. Spec.PackagedTables],
            Source = """
                class Uses { Imds.CompilerServices.ImdsRoute _route; Imds.Extensions.Probe _probe; }
                namespace Imds.Extensions { class Probe { } }
                """,
        }.Run();

        Assert.Null(run.Result.Exception);
        Assert.DoesNotContain(run.Problems, problem => problem.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(run.CompilerFindings, finding => finding.Severity == DiagnosticSeverity.Error);
        Assert.All(names, name => Assert.NotNull(run.Type($"Imds.{name}Model")));

        string Each(string content) =>
            string.Join(", ", names.Select(name => $"\"{name}\": {{ {content.Replace("NAME", name, StringComparison.Ordinal)} }}"));
    }

    [Fact]
    public void The_text_is_still_read_as_what_it_is()
    {
        const string Name = "quote\" back\\slash \u2028 \uE000 {0}";
        var swagger = Spec.Swagger($$"""
            { "swagger": "2.0", "info": { "title": "t", "version": "1" },
              "paths": { "/instance": { "get": { "responses": { "200": { "description": "d", "schema": { "$ref": "#/definitions/Instance" } } } } } },
              "definitions": { "Instance": { "type": "object", "properties": { {{JsonSerializer.Serialize(Name)}}: { "type": "string", "x-ms-client-name": "odd" } } } } }
            """);
        foreach (var language in new[] { LanguageVersion.CSharp9, LanguageVersion.CSharp13 })
        {
            var run = new Project { Specs = [swagger, .. Spec.PackagedTables], Language = language }.Run();

            var record = Records.Parse(run.Type("Imds.Instance"), $$"""{ {{JsonSerializer.Serialize(Name)}}: "found" }""");
            Assert.Equal("found", Records.Get(record, "Odd"));
            Assert.Contains("found", Records.Write(record));
            Assert.Equal("found", Records.Get(Records.Parse(record.GetType(), Records.Write(record)), "Odd"));
        }
    }
}
