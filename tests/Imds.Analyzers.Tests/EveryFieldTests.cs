using System.Text;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Primitives;
using Imds.Generators.Versions;
using Microsoft.CodeAnalysis;

namespace Imds.Analyzers.Tests;

/// <summary>
/// Every field and every route, at every version: a use is reported if and only if the tables say that it is not there then.
/// </summary>
public class EveryFieldTests
{
    public static TheoryData<string> Versions => [.. ServiceVersions.WithInstance];

    [Theory, MemberData(nameof(Versions))]
    public async Task A_field_is_reported_where_the_version_lacks_it(string apiVersion)
    {
        var (model, version) = (await ModelAsync(), Generators.Primitives.ApiVersion.Parse(apiVersion));
        var code = new Lines();
        foreach (var (type, field) in model.All.Records.SelectMany(type => type.Fields.Select(field => (type, field))))
        {
            var typeExists = type.Fields.Any(other => Has(model, other.Availability, type.Line, version));
            var missing = !typeExists ? type.Name : Has(model, field.Availability, type.Line, version) ? "" : field.Name;
            code.Add($"void M(Imds.{type.Name} x) {{ _ = x.{field.Name}; }}", missing);
        }
        foreach (var (route, missing) in model.All.Roots.SelectMany(root => Routes(model, root, "imds", "", version)))
        {
            code.Add($"void M(Imds.ImdsClient imds) {{ _ = {route}; }}", missing);
        }

        var (found, expected) = await RunAsync(code, new VerifierTest { ApiVersion = apiVersion, TestCode = code.ToString() }, "IMDS101");

        Assert.Equal(expected, found);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_field_wants_a_guard_where_the_minimum_lacks_it(string minimum)
    {
        var (model, version) = (await ModelAsync(), Generators.Primitives.ApiVersion.Parse(minimum));
        var possible = model.Versions.Where(other => other >= version).ToList();
        var target = possible[^1];
        var code = new Lines();
        foreach (var (type, field) in model.All.Records.SelectMany(type => type.Fields.Select(field => (type, field))))
        {
            if (!Has(model, field.Availability, type.Line, target))
            {
                continue;
            }
            // Scheduled events fall back along a line of their own, and no guard can ask how far.
            var wants = type.Line == VersionLine.Instance && possible.Exists(other => !Has(model, field.Availability, type.Line, other));
            code.Add($"object M(Imds.{type.Name} x) => x.{field.Name};", wants ? field.Name : "");
            code.Add($"object M(Imds.{type.Name} x, Imds.ImdsClient imds) => imds.ApiVersion == Imds.ImdsApiVersions.Target ? "
                + $"x.{field.Name} : \"\";", "");
        }

        var (found, expected) =
            await RunAsync(code,
                new VerifierTest { ApiVersion = target.ToString(), MinimumApiVersion = minimum, TestCode = code.ToString() }, "IMDS102");

        Assert.Equal(expected, found);
    }

    private static bool Has(ServiceView model, Availability availability, VersionLine line, Generators.Primitives.ApiVersion version) =>
        model.NewestUpTo(version, line) is { } own && availability.Contains(own);

    /// <summary>A route to each node, with the first step on it that the version lacks.</summary>
    private static IEnumerable<(string Route, string Missing)> Routes(ServiceView model, RouteView node, string before,
        string missingBefore, Generators.Primitives.ApiVersion version)
    {
        var missing = missingBefore.Length > 0 || Exists(model, node, version) ? missingBefore : node.Name;
        var route = node.Name.Length > 0 ? $"{before}.{node.Name}" : before + "[0]";
        yield return (route, missing);
        foreach (var child in node.Children)
        {
            foreach (var inner in Routes(model, child, route, missing, version))
            {
                yield return inner;
            }
        }
    }

    private static bool Exists(ServiceView model, RouteView node, Generators.Primitives.ApiVersion version) => node.Kind == RouteKind.Group
        ? node.Children.Any(child => Exists(model, child, version))
        : !node.IsVersioned || Has(model, node.Availability, node.Line, version);

    private static async Task<(List<string> Found, List<string> Expected)> RunAsync(Lines code, VerifierTest test, string rule)
    {
        var lines = code.ToString().Split('\n');
        var found = (await test.DiagnosticsAsync()).Where(finding => finding.Id == rule).Select(finding => finding.Location)
            .Select(location => (location.GetLineSpan().StartLinePosition.Line,
                Name: location.SourceTree!.GetText().ToString(location.SourceSpan)))
            .Select(at => $"{at.Name} in {lines[at.Line]}").ToList();
        return (found, code.Expected);
    }

    private static async Task<ServiceView> ModelAsync()
    {
        var project = await new VerifierTest { TestCode = "" }.ProjectAsync();
        return ImdsProject.Read((await project.GetCompilationAsync())!, project.AnalyzerOptions, default)!.Model;
    }

    /// <summary>Code with a member a line, and what is expected in each.</summary>
    private sealed class Lines
    {
        private readonly StringBuilder _text = new("class C\n{\n");
        private int _count;

        public List<string> Expected { get; } = [];

        public void Add(string member, string missing)
        {
            var line = member.Replace(" M(", $" M{_count++}(");
            _text.Append(line).Append('\n');
            if (missing.Length > 0)
            {
                Expected.Add($"{missing} in {line}");
            }
        }

        public override string ToString() => _text + "}\n";
    }
}
