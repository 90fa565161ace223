using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imds.Fuzz.Frame;
using Imds.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Fuzz.Targets.Specs;

/// <summary>
/// Swagger documents, version tables and options for the generator. It may refuse them with an error that has a place; it may not throw,
/// and what it generates compiles without a warning, also where there was an error.
/// </summary>
public sealed class SpecTarget : FuzzTarget
{
    private static readonly string[] Namespaces =
    [
        "Contoso", "Contoso.System", "System", "System.Text", "Imds.Compute", "Imds.CompilerServices", "Imds.Extensions.Imds",
        "Imds.Instance", "Microsoft", "Contoso.Imds", "Contoso.Task", "é", "名前.x", "var", "record", "Contoso.String", "_",
        "Contoso.Extensions", "Microsoft.Extensions", "System.Net.Http", "global",
    ];

    private static readonly string[] NoNamespaces = ["class", "a b", "@class", "A.", ".A", "\"", "1", ".", "A..B"];

    private static readonly SpecInput.Part[] PackagedTables =
    [
        .. SpecFiles.Packaged.Keys.Where(name => name.EndsWith(".csv", StringComparison.Ordinal))
            .Select(name => SpecInput.Part.Of(SpecInput.Packaged, name)),
    ];

    /// <inheritdoc/>
    public override string Name => "specs";

    /// <inheritdoc/>
    public override int InputsInTests => 250;

    /// <inheritdoc/>
    public override string CaseExtension => ".txt";

    /// <inheritdoc/>
    public override byte[] Make(Random random)
    {
        var parts = Options(random).ToList();
        if (random.Once(12))
        {
            parts.Add(SpecInput.Part.Of(SpecInput.Code, "Program.cs", Code(random)));
        }

        var isWhole = random.Once(100);
        var swagger = isWhole ? SwaggerMaker.Whole() : random.Once(3) ? SwaggerMaker.PartOfOurs(random) : SwaggerMaker.OfChance(random);
        for (var changes = random.Any([0, 0, 0, 1, 1, 2, 6]); changes > 0; changes--)
        {
            JsonNodes.Change(swagger, random);
        }

        parts.AddRange(isWhole || random.Once(3) ? PackagedTables : TableMaker.For(swagger, random));
        if (parts.Exists(part => part.Kind == SpecInput.Packaged) && random.Once(3))
        {
            var name = random.Any(PackagedTables).Name;
            parts.RemoveAll(part => part.Name == name);
            var table = SpecFiles.Packaged[name];
            for (var changes = random.Next(1, 5); changes > 0; changes--)
            {
                table = TableMaker.Change(table, random);
            }

            parts.Add(SpecInput.Part.Of(SpecInput.Table, name, table));
        }

        if (!random.Once(100))
        {
            parts.Add(SpecInput.Part.Of(SpecInput.Swagger, "my.swagger.json", JsonNodes.Write(swagger)));
        }

        if (random.Once(8))
        {
            var files = parts.Where(part => part.Kind is SpecInput.Swagger or SpecInput.Table).ToList();
            for (var changes = random.Next(1, 4); changes > 0 && files.Count > 0; changes--)
            {
                var at = random.Next(files.Count);
                var changed = files[at] with { Content = ByteChanges.Change([.. files[at].Content], random) };
                parts[parts.IndexOf(files[at])] = changed;
                files[at] = changed;
            }
        }

        return new SpecInput(parts).ToBytes();
    }

    /// <inheritdoc/>
    public override void Check(byte[] input)
    {
        var run = SpecRun.Of(SpecInput.Parse(input));
        if (run.Thrown is { } thrown)
        {
            throw new FuzzException(FuzzFailure.From(thrown).Kind, thrown.ToString());
        }

        foreach (var problem in run.Problems)
        {
            CheckProblem(problem, run);
        }

        if (run.CompilerFindings is [var finding, ..])
        {
            var line = finding.Location.SourceTree?.GetText().Lines[finding.Location.GetLineSpan().StartLinePosition.Line];
            var isAfterError = run.Problems.Any(problem => problem.Severity == DiagnosticSeverity.Error);
            throw new FuzzException($"{finding.Id}{(isAfterError ? " after an error" : "")}", $"{finding}\n{line}");
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Simpler(byte[] input)
    {
        var parsed = SpecInput.Parse(input);
        foreach (var part in parsed.Parts)
        {
            yield return new SpecInput([.. parsed.Parts.Where(other => other != part)]).ToBytes();
        }

        foreach (var part in parsed.Parts.Where(part => part.Kind == SpecInput.Swagger && IsJson(part.Content)))
        {
            foreach (var simpler in JsonNodes.Simpler(Encoding.UTF8.GetString(part.Content)))
            {
                yield return parsed.With(part, part with { Content = Encoding.UTF8.GetBytes(simpler) }).ToBytes();
            }
        }
    }

    /// <summary>A problem of the specs says where: in one of the files, and within its text.</summary>
    private static void CheckProblem(Diagnostic problem, SpecRun run)
    {
        // What the project chose, and what is missing altogether, has no place.
        if (problem.Location == Location.None)
        {
            if (problem.Severity == DiagnosticSeverity.Error
                && problem.Id is not ("IMDS009" or "IMDS011" or "IMDS012" or "IMDS013" or "IMDS016"))
            {
                throw new FuzzException($"{problem.Id} without a place", problem.ToString());
            }
        }
        else if (!run.Texts.TryGetValue(problem.Location.GetLineSpan().Path, out var text))
        {
            throw new FuzzException($"{problem.Id} in no file", problem.ToString());
        }
        else if (problem.Location.SourceSpan.End > text.Length
            || text.Lines.GetLinePositionSpan(problem.Location.SourceSpan) != problem.Location.GetLineSpan().Span)
        {
            throw new FuzzException($"{problem.Id} at a place that is not there", problem.ToString());
        }

        if (problem.GetMessage(CultureInfo.InvariantCulture).Length is 0 or > 10_000)
        {
            throw new FuzzException($"{problem.Id} with a message of no use", problem.ToString());
        }
    }

    private static IEnumerable<SpecInput.Part> Options(Random random)
    {
        if (!random.Once(10))
        {
            yield return Option("ImdsApiVersion", random.Once(40) ? "2021-99-99" : random.Any(["2021-02-01", "2025-04-07", "2017-04-02"]));
        }

        if (random.Once(4))
        {
            yield return Option("ImdsMinimumApiVersion", random.Once(20) ? "latest" : "2017-04-02");
        }

        if (random.Once(10))
        {
            yield return Option("ImdsAdditionalApiVersionList", random.Any(["2017-04-02", "2017-04-02,2021-02-01", ",,x,2021-02-01"]));
        }

        if (random.Once(3))
        {
            yield return Option("ImdsNamespace", random.Any(random.Once(6) ? NoNamespaces : Namespaces));
        }

        if (random.Once(3))
        {
            yield return Option("ImdsPublic", "true");
        }

        if (random.Once(4))
        {
            yield return Option(SpecRun.LanguageOption, random.Once(20) ? "8" : random.Any(["9", "10", "11", "12", "latest"]));
        }

        if (random.Once(4))
        {
            yield return Option(SpecRun.HostingOption, "true");
        }

        static SpecInput.Part Option(string name, string value) => SpecInput.Part.Of(SpecInput.Option, $"{name}={value}");
    }

    /// <summary>A type of the project with a name that may be that of a generated one.</summary>
    private static string Code(Random random)
    {
        var name = HostileNames.Type(random, 2);
        name = SyntaxFacts.IsValidIdentifier(name) ? "@" + name : "Compute";
        var space = random.Any(["Imds", "Contoso", "Contoso.System", ""]);
        var kind = random.Any(["class", "struct", "interface", "enum", "static class"]);
        return space.Length == 0 ? $"internal {kind} {name} {{ }}" : $"namespace {space} {{ internal {kind} {name} {{ }} }}";
    }

    private static bool IsJson(byte[] content)
    {
        try
        {
            return JsonNode.Parse(content) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
