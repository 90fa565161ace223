using System.Text.Json.Nodes;

namespace Imds.Specs.Tests;

/// <summary>Replies that real machines gave: what is in them is in the tables, at that version.</summary>
public class CapturedReplyTests
{
    /// <summary>
    /// What the service sends although no source says since when; customData goes on being sent, always empty, in versions
    /// that no longer have it.
    /// </summary>
    private static readonly string[] s_undated = ["extended", "compute.isVmInStandbyPool", "compute.customData"];

    [Theory]
    [InlineData("walinuxagent-2018-02-01.json", "2018-02-01", "")]
    [InlineData("walinuxagent-2018-02-01-unicode.json", "2018-02-01", "")]
    [InlineData("opentelemetry-2021-12-13.json", "2021-12-13", "compute")]
    [InlineData("azure-init-2023-11-15.json", "2023-11-15", "")]
    [InlineData("azure-init-2023-11-15-extended.json", "2023-11-15", "")]
    public void Instance_replies_have_no_field_that_the_tables_lack(string file, string version, string root)
    {
        var known = Tables.FieldsOf("instance", version).ToHashSet();

        Assert.All(
            PathsIn(file, root).Where(path =>
                !s_undated.Any(undated => path == undated || path.StartsWith(undated + ".", StringComparison.Ordinal))),
            path => Assert.Contains(path, known));
    }

    [Theory]
    [InlineData("loadbalancer-2020-10-01.json", "loadbalancer", "2020-10-01")]
    [InlineData("scheduledevents-2020-07-01.json", "scheduledevents", "2020-07-01")]
    public void Other_replies_have_exactly_the_fields_of_the_tables(string file, string endpoint, string version) =>
        Assert.Equal(Tables.FieldsOf(endpoint, version).Order(StringComparer.Ordinal),
            PathsIn(file, "").Distinct().Order(StringComparer.Ordinal));

    private static IEnumerable<string> PathsIn(string file, string root) =>
        Paths(JsonNode.Parse(File.ReadAllText(Repository.RequireReference("payloads", file))), root);

    private static IEnumerable<string> Paths(JsonNode? node, string prefix) => node switch
    {
        JsonObject o => o.SelectMany(member =>
        {
            var path = prefix.Length == 0 ? member.Key : $"{prefix}.{member.Key}";
            return Paths(member.Value, path).Prepend(path);
        }),
        JsonArray a => a.SelectMany(item => Paths(item, prefix + "[]")),
        _ => [],
    };
}
