using System.Text;

namespace Imds.Analyzers.Tests;

/// <summary>
/// Every field of the instance document as a request and as a member of a hand-written type, at every version: reported if and only if the
/// table says that it is not there then.
/// </summary>
public class EveryRequestTests
{
    private static readonly string Tables = Repository.PathOf("specs", "versions");

    private static readonly IReadOnlyList<(string Path, string From, string To)> Fields =
    [
        .. Rows("fields-instance.csv").Select(row => (row[0], row[1], row[2].Length > 0 ? row[2] : "9999-12-31")),
    ];

    public static TheoryData<string> Versions => [.. ServiceVersions.WithInstance];

    [Theory, MemberData(nameof(Versions))]
    public async Task A_request_is_reported_where_the_version_lacks_its_route(string version)
    {
        var code = new StringBuilder("class C { async System.Threading.Tasks.Task M(System.Net.Http.HttpClient http) {\n");
        var expected = new List<string>();
        foreach (var (path, from, to) in Fields)
        {
            var route = "instance/" + path.Replace("[]", "/0").Replace('.', '/');
            var isLeaf = !Fields.Any(field =>
                field.Path.StartsWith(path + ".", StringComparison.Ordinal)
                    || field.Path.StartsWith(path + "[]", StringComparison.Ordinal));
            code.Append("await http.GetStringAsync(\"http://169.254.169.254/metadata/").Append(route).Append("?api-version=")
                .Append(version).Append(isLeaf ? "&format=text\");\n" : "\");\n");
            if (!IsThere(version, from, to))
            {
                expected.Add(route);
            }
        }

        var found = await FindAsync(code.Append("} }").ToString(), "IMDS210");

        Assert.All(found, finding => Assert.Equal("IMDS202", finding.Id));
        Assert.Equal(expected, found.Select(finding => finding.Text));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_member_is_reported_where_the_version_lacks_its_field(string version)
    {
        var code = new StringBuilder();
        var expected = new List<string>();
        // The types from the top to the bottom, each behind a name that says where it is found.
        foreach (var parent in Fields.Select(field => Parent(field.Path)).Distinct().ToList())
        {
            if (parent.Length == 0)
            {
                code.Append($"[Imds.ImdsDocument(\"instance\", \"{version}\")] ");
            }

            code.Append("class T").Append(Identifier(parent)).Append(" {\n");
            foreach (var (path, _, _) in Fields.Where(field => Parent(field.Path) == parent))
            {
                var name = path[(path.LastIndexOf('.') + 1)..];
                var isList = Fields.Any(field => field.Path.StartsWith(path + "[]", StringComparison.Ordinal));
                var isObject = isList || Fields.Any(field => field.Path.StartsWith(path + ".", StringComparison.Ordinal));
                var type = !isObject ? "string?" : "T" + Identifier(isList ? path + "[]" : path) + (isList ? "[]?" : "?");
                code.Append($"[System.Text.Json.Serialization.JsonPropertyName(\"{name}\")] public {type} P{Identifier(path)} {{ get; "
                    + "set; }\n");
            }
            code.Append("}\n");
        }
        foreach (var (path, from, to) in Fields)
        {
            if (!IsThere(version, from, to)
                && Fields.All(outer =>
                    !path.StartsWith(outer.Path, StringComparison.Ordinal) || outer.Path == path
                        || path[outer.Path.Length] is not ('.' or '[') || IsThere(version, outer.From, outer.To)))
            {
                expected.Add("P" + Identifier(path));
            }
        }

        var found = await FindAsync(code.ToString());

        Assert.All(found, finding => Assert.Equal("IMDS301", finding.Id));
        Assert.Equal(expected.Order(), found.Select(finding => finding.Text).Order());
    }

    private static async Task<List<(string Id, string Text)>> FindAsync(string code, params string[] except)
    {
        var found = await new VerifierTest { TestCode = code }.DiagnosticsAsync();
        return [.. found.Where(finding => !except.Contains(finding.Id))
            .Select(finding => (finding.Id, code.Substring(finding.Location.SourceSpan.Start, finding.Location.SourceSpan.Length)))];
    }

    private static bool IsThere(string version, string from, string to) =>
        string.CompareOrdinal(from, version) <= 0 && string.CompareOrdinal(version, to) < 0;

    private static string Parent(string path) => path.LastIndexOf('.') is var dot and >= 0 ? path[..dot] : "";

    private static string Identifier(string path) => path.Replace("[]", "_Item").Replace('.', '_');

    private static IEnumerable<string[]> Rows(string file) => File.ReadAllLines(Path.Combine(Tables, file))
        .Where(line => line.Length > 0 && line[0] != '#').Skip(1).Select(line => line.Split(','));
}
