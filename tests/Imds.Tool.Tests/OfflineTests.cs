using System.Text.Json;
using Imds.Emulator;
using Imds.Tool.Tests.Support;

namespace Imds.Tool.Tests;

/// <summary><c>when</c> and <c>diff</c>: what the specs know, without a service.</summary>
public sealed class OfflineTests
{
    [Theory]
    [InlineData("securityType", "compute.securityProfile.securityType\t2021-12-13\t\t")]
    [InlineData("compute.securityProfile.securityType", "compute.securityProfile.securityType\t2021-12-13\t\t")]
    [InlineData("instance/network/interface/0/macAddress", "network.interface[].macAddress\t2017-04-02\t\t")]
    [InlineData("customdata", "compute.customData\t2019-02-01\t2019-06-01\t")]
    [InlineData("DurationInSeconds", "scheduledevents: Events[].DurationInSeconds\t2020-07-01\t\t")]
    [InlineData("interconnectGroupId", "compute.interconnectGroupId\t2025-11-11\t\tobserved")]
    public async Task When_says_which_version_brought_a_field_and_which_took_it(string name, string expected) =>
        Assert.Equal(expected, Assert.Single((await Run.OfflineAsync("when", name)).Lines));

    [Fact]
    public async Task Several_fields_of_a_name_are_all_said() => Assert.Equal(
        ["attested/document#AttestedDocument: subscriptionId\t2019-04-30\t\t", "compute.subscriptionId\t2017-08-01\t\t"],
        (await Run.OfflineAsync("when", "subscriptionId")).Lines.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("securtyType", "Did you mean securityType?")]
    [InlineData("compute.osProfile.computrName", "Did you mean compute.osProfile.computerName?")]
    public async Task A_name_that_no_version_has_is_answered_with_the_nearest(string name, string said) =>
        Assert.Contains(said, (await Run.OfflineAsync("when", name)).Failed(ExitCode.NotThere), StringComparison.Ordinal);

    [Theory]
    [InlineData("2019-04-30", "2019-06-01")]
    [InlineData("2020-09-01", "2021-12-13")]
    [InlineData("2021-12-13", "2025-04-07")]
    [InlineData("2021-12-13", "2020-09-01")]
    public async Task Diff_lists_what_a_machine_answers_at_the_one_and_not_at_the_other(string from, string to)
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        var (before, after) = (await FieldsAsync(from), await FieldsAsync(to));

        var rows = (await Run.OfflineAsync("diff", from, to)).Lines.Select(line => line.Split('\t'))
            .Where(row => row[1].StartsWith("compute", StringComparison.Ordinal)).ToList();

        // The machine has not every field that there is, but what it has comes and goes as the tables say.
        Assert.Subset(rows.Where(row => row[0] == "came").Select(row => row[1]).ToHashSet(), after.Except(before).ToHashSet());
        Assert.Subset(rows.Where(row => row[0] == "went").Select(row => row[1]).ToHashSet(), before.Except(after).ToHashSet());
        Assert.NotEmpty(after.Except(before).Concat(before.Except(after)));
        Assert.DoesNotContain(rows, row => before.Contains(row[1]) && after.Contains(row[1]));

        async Task<HashSet<string>> FieldsAsync(string version)
        {
            var paths = new HashSet<string>();
            Walk((await new MetadataService(emulator.Endpoint).JsonAsync($"instance/compute?api-version={version}")), "compute", paths);
            return paths;
        }
    }

    [Theory]
    [InlineData("no api-version 2021-12-14; the nearest are 2021-12-13 and 2023-07-01", "2020-09-01", "2021-12-14")]
    [InlineData("'old' is not an api-version", "old", "2021-12-13")]
    public async Task A_version_that_there_is_none_of_is_said_with_the_nearest(string said, string from, string to) =>
        Assert.Contains(said, (await Run.OfflineAsync("diff", from, to)).Failed(ExitCode.Usage), StringComparison.Ordinal);

    private static void Walk(JsonElement element, string path, HashSet<string> paths)
    {
        paths.Add(path);
        foreach (var member in element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().ToArray() : [])
        {
            Walk(member.Value, $"{path}.{member.Name}", paths);
        }

        foreach (var item in element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().ToArray() : [])
        {
            foreach (var member in item.ValueKind == JsonValueKind.Object ? item.EnumerateObject().ToArray() : [])
            {
                Walk(member.Value, $"{path}[].{member.Name}", paths);
            }
        }
    }
}
