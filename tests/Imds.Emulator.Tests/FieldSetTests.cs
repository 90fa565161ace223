using System.Text.Json;

namespace Imds.Emulator.Tests;

/// <summary>The set of fields at each version, against two accounts that the emulator does not use.</summary>
public sealed class FieldSetTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    public static TheoryData<string> InstanceVersions => [.. ServiceVersions.WithInstance];

    public static TheoryData<string> UpstreamVersions => ["2018-10-01", "2020-09-01", "2023-07-01"];

    [Theory]
    [MemberData(nameof(InstanceVersions))]
    public async Task The_instance_document_has_exactly_the_fields_of_its_version(string version)
    {
        var instance = await shared.Emulator.JsonAsync($"instance?api-version={version}");

        Assert.Equal(Expected(version), Paths(instance, ""));
    }

    [Fact]
    public async Task A_host_that_is_ahead_of_the_documents_has_what_was_seen_and_no_other_host_knows_of_it()
    {
        await using var ahead = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { NewestApiVersion = ServiceVersions.Observed[^1] });
        foreach (var version in ServiceVersions.Observed)
        {
            Assert.Equal(Expected(version), Paths(await ahead.JsonAsync($"instance?api-version={version}"), ""));
            var (status, body) = await shared.Emulator.AnswerAsync($"instance?api-version={version}");
            Assert.Equal(400, status);
            Assert.Contains("""["2025-04-07","2024-07-17","2024-03-15"]""", body, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("interconnectGroupId", Expected(ServiceVersions.Observed[0]));
        Assert.Equal([.. ServiceVersions.All, .. ServiceVersions.Observed],
            (await ahead.JsonAsync("versions")).GetProperty("apiVersions").EnumerateArray().Select(version => version.GetString()!));
        Assert.Matches("^[0-9a-f-]{36}$",
            (await ahead.AnswerAsync("instance/compute/interconnectGroupId?api-version=2025-11-15&format=text")).Body);
        Assert.Equal(404, (await ahead.AnswerAsync("instance/compute/interconnectGroupId?api-version=2025-07-24&format=text")).Status);
    }

    [Theory]
    [MemberData(nameof(UpstreamVersions))]
    public async Task The_instance_document_has_exactly_the_fields_of_Microsofts_Swagger(string version)
    {
        var file = Repository.RequireReference("upstream", version, "imds.json");

        var instance = await shared.Emulator.JsonAsync($"instance?api-version={version}");

        Assert.Equal(SwaggerFields.Of(file), Paths(instance, ""));
    }

    private static SortedSet<string> Expected(string version)
    {
        using var stream = typeof(FieldSetTests).Assembly.GetManifestResourceStream("FieldChanges.txt")!;
        using var reader = new StreamReader(stream);
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('+'))
            {
                Assert.True(paths.Add(line[2..]), line);
            }
            else if (line.StartsWith('-'))
            {
                Assert.True(paths.Remove(line[2..]), line);
            }
            else if (line.StartsWith("20", StringComparison.Ordinal) && string.CompareOrdinal(line, version) > 0)
            {
                break;
            }
        }

        return paths;
    }

    private static SortedSet<string> Paths(JsonElement value, string path)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Collect(value, path);
        return paths;

        void Collect(JsonElement element, string at)
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in element.EnumerateObject())
                {
                    var below = at.Length == 0 ? member.Name : $"{at}.{member.Name}";
                    paths.Add(below);
                    Collect(member.Value, below);
                }
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, at + "[]");
                }
            }
        }
    }
}
