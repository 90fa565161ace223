using System.Globalization;

namespace Imds.Specs.Tests;

public class TableTests
{
    [Fact]
    public void Every_version_is_a_date()
    {
        Assert.All(Tables.Versions, row => AssertDate(row["version"], row));
        Assert.All(Ranges(), row => Assert.All(
            new[] { row["introduced"], row["withdrawn"] }.Where(version => version.Length > 0),
            version => AssertDate(version, row)));
    }

    [Theory]
    [InlineData("instance", 35, "2017-03-01", "2025-04-07")]
    [InlineData("scheduledevents", 7, "2017-03-01", "2020-07-01")]
    public void A_line_has_its_versions_once_and_in_order(string line, int count, string first, string last)
    {
        var versions = Tables.Line(line).ToList();

        Assert.Equal(count, versions.Count);
        Assert.Equal(first, versions[0]);
        Assert.Equal(last, versions[^1]);
        Assert.Equal(versions.Distinct().Order(StringComparer.Ordinal), versions);
    }

    [Fact]
    public void The_line_of_the_instance_has_the_versions_of_the_service() => Assert.Equal(ServiceVersions.All, Tables.Line("instance"));

    [Fact]
    public void There_are_no_other_lines() =>
        Assert.Equal(["instance", "scheduledevents"], Tables.Versions.Select(row => row["line"]).Distinct());

    [Fact]
    public void A_row_names_versions_of_its_own_line_only() =>
        Assert.All(Ranges(), row =>
        {
            var line = Tables.EndpointOf(row.Endpoint)["line"];
            var known = Tables.Line(line)
                .Concat(Tables.ObservedVersions.Where(version => version["line"] == line).Select(version => version["version"]))
                .ToHashSet();
            Assert.All(
                new[] { row["introduced"], row["withdrawn"] }.Where(version => version.Length > 0),
                version => Assert.True(known.Contains(version), $"{row}: there is no version {version} on this line."));
        });

    [Fact]
    public void A_row_without_a_version_belongs_to_an_endpoint_without_one() =>
        Assert.Equal(["versions", "versions"], Ranges().Where(row => row.Introduced.Length == 0).Select(row => row.Endpoint));

    [Fact]
    public void Whatever_is_withdrawn_was_there_before() =>
        Assert.All(Ranges(), row => Assert.True(string.CompareOrdinal(row.Introduced, row.Withdrawn) < 0, $"{row} is empty."));

    [Fact]
    public void Ranges_of_one_thing_do_not_overlap() =>
        Assert.All(Ranges().GroupBy(row => (row.Table, row.Endpoint, What(row))), same =>
        {
            var ranges = same.OrderBy(row => row.Introduced, StringComparer.Ordinal).ToList();
            Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(
                string.CompareOrdinal(pair.First.Withdrawn, pair.Second.Introduced) < 0,
                $"{pair.First} and {pair.Second} overlap or touch."));
        });

    [Fact]
    public void A_container_is_there_exactly_as_long_as_one_of_its_fields() =>
        Assert.All(Tables.Fields, container =>
        {
            var inside = Tables.FieldsOf(container.Endpoint).Where(row => IsInside(row["path"], container["path"])).ToList();
            if (inside.Count == 0)
            {
                return;
            }

            Assert.All(inside, row => Assert.True(container.Covers(row), $"{container} does not cover {row}."));
            Assert.Equal(inside.Min(row => row.Introduced), container.Introduced);
            Assert.Equal(inside.Max(row => row.Withdrawn), container.Withdrawn);
        });

    [Fact]
    public void A_field_below_another_has_the_other_listed() =>
        Assert.All(Tables.Fields, row =>
        {
            var dot = row["path"].LastIndexOf('.');
            if (dot < 0)
            {
                return;
            }

            var container = row["path"][..dot].Replace("[]", "", StringComparison.Ordinal);
            Assert.Contains(
                Tables.FieldsOf(row.Endpoint),
                other => other["path"].Replace("[]", "", StringComparison.Ordinal) == container);
        });

    [Fact]
    public void Nothing_is_older_than_its_endpoint() =>
        Assert.All(
            Tables.Fields.Concat(Tables.Parameters),
            row => Assert.True(Tables.EndpointOf(row.Endpoint).Covers(row), $"{row} is older than its endpoint."));

    [Fact]
    public void Only_the_instance_takes_route_filters() =>
        Assert.Equal(["instance"], Tables.Endpoints.Where(row => row["filters"] == "true").Select(row => row.Endpoint));

    [Fact]
    public void Every_table_says_what_it_is_and_has_all_its_columns() =>
        Assert.All(Tables.All, table =>
        {
            Assert.True(table.Comment.StartsWith("# ", StringComparison.Ordinal), $"{table.Name} does not begin with a comment.");
            Assert.NotEmpty(table.Rows);
            Assert.All(table.Rows, row => Assert.True(row.Cells.Length == row.Columns.Length, $"{row} has too few or too many columns."));
        });

    [Fact]
    public void Every_table_is_one_of_the_known_kinds() =>
        Assert.Equal(
            Tables.All.Sum(table => table.Rows.Count),
            Tables.Versions.Count + Tables.ObservedVersions.Count + Tables.Endpoints.Count + Tables.Parameters.Count + Tables.Fields.Count
                + Tables.ObservedFields.Count(row => row["status"] == "uncertain"));

    [Fact]
    public void What_was_only_seen_says_where_and_is_newer_than_the_documents() =>
        Assert.All(Tables.ObservedVersions.Concat(Tables.ObservedFields), row =>
        {
            Assert.Contains(row["status"], new[] { "observed", "uncertain" });
            Assert.NotEmpty(row["source"]);
            var version = row.Columns.Contains("version") ? row["version"] : row.Introduced;
            Assert.True(version.Length == 0 || string.CompareOrdinal(version, Tables.Line("instance").Last()) > 0,
                $"{row} is not newer than the documents.");
        });

    [Fact]
    public void Files_have_plain_line_ends_and_no_byte_order_mark() =>
        Assert.All(Directory.GetFiles(Repository.PathOf("specs"), "*", SearchOption.AllDirectories), file =>
        {
            var bytes = File.ReadAllBytes(file);
            Assert.False(bytes.AsSpan().StartsWith("\uFEFF"u8), $"{file} begins with a byte order mark.");
            Assert.False(bytes.AsSpan().Contains((byte)'\r'), $"{file} has a carriage return.");
            Assert.True(bytes[^1] == (byte)'\n', $"{file} does not end with a line end.");
        });

    private static IEnumerable<Row> Ranges() => Tables.Endpoints.Concat(Tables.Fields).Concat(Tables.Parameters);

    private static string What(Row row) =>
        row.Columns.Contains("path") ? row["path"] : row.Columns.Contains("parameter") ? row["parameter"] : "";

    private static bool IsInside(string path, string container) =>
        path.StartsWith(container + ".", StringComparison.Ordinal) || path.StartsWith(container + "[]", StringComparison.Ordinal);

    private static void AssertDate(string version, Row row) =>
        Assert.True(
            DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            $"{row}: '{version}' is not a date.");
}
