using System.Text;

namespace Imds.Faults.Tests;

/// <summary>Every fault with every call, as a page: calls that fare alike in all faults share a column.</summary>
internal sealed class FaultTable
{
    private readonly Dictionary<(Fault Fault, ClientCall Call), Outcome> _outcomes = [];

    public Outcome this[Fault fault, ClientCall call] => _outcomes[(fault, call)];

    public IEnumerable<(Fault Fault, ClientCall Call, Outcome Outcome)> All =>
        _outcomes.Select(cell => (cell.Key.Fault, cell.Key.Call, cell.Value));

    public static async Task<FaultTable> ComputeAsync()
    {
        var table = new FaultTable();
        var right = await RightAsync();
        await Parallel.ForEachAsync(Fault.All, async (fault, _) =>
        {
            await using var trial = await Trial.StartAsync(fault);
            foreach (var call in ClientCall.All)
            {
                var (outcome, _) = await trial.RunAsync(call, right[call]);
                lock (table._outcomes)
                {
                    table._outcomes.Add((fault, call), outcome);
                }
            }
        });
        return table;
    }

    /// <summary>The page from its first heading of the second level on.</summary>
    public string Render()
    {
        var columns = ClientCall.All.GroupBy(call => string.Join('|', Fault.All.Select(fault => this[fault, call]))).ToList();
        var page = new StringBuilder().Append("## Calls\n\n| | |\n|---|---|\n");
        for (var i = 0; i < columns.Count; i++)
        {
            page.Append($"| **{Letter(i)}** | {string.Join("; ", Names(columns[i]))} |\n");
        }

        page.Append($"\n## Outcomes\n\n| | {string.Join(" | ", columns.Select((_, i) => Letter(i)))} |\n|---|")
            .Insert(page.Length, "---|", columns.Count).Append('\n');
        foreach (var fault in Fault.All)
        {
            page.Append($"| {fault.Name} | {string.Join(" | ", columns.Select(column => this[fault, column.First()]))} |\n");
        }

        page.Append("\n## Messages\n");
        foreach (var fault in Fault.All)
        {
            var messages = columns.SelectMany((column, i) => column.Select(call => (Letter: Letter(i), this[fault, call].Message)))
                .Where(cell => cell.Message.Length > 0).Distinct().GroupBy(cell => cell.Message, cell => cell.Letter).ToList();
            if (messages.Count > 0)
            {
                page.Append($"\n**{fault.Name}**\n\n")
                    .AppendJoin("", messages.Select(message => $"- {string.Join(", ", message)}: {Escape(message.Key)}\n"));
            }
        }

        return page.ToString();
    }

    // Of two machines at two times: what differs between them is right where it looks alike.
    private static async Task<Dictionary<ClientCall, object?>> RightAsync()
    {
        var values = new List<Dictionary<ClientCall, object?>>();
        for (var i = 0; i < 2; i++)
        {
            await using var trial = await Trial.StartAsync(new Fault("none"), TimeSpan.FromHours(i));
            var given = new Dictionary<ClientCall, object?>();
            foreach (var call in ClientCall.All)
            {
                given.Add(call, (await trial.RunAsync(call, null)).Value);
            }

            values.Add(given);
        }

        return ClientCall.All.ToDictionary(
            call => call, call => Equals(values[0][call], values[1][call]) ? values[0][call] : Trial.LooksOf(values[0][call]));
    }

    private static IEnumerable<string> Names(IEnumerable<ClientCall> calls) =>
        calls.GroupBy(call => (call.Endpoint, call.Kind)).Select(group => group.Count() == 1
            ? $"`{group.First().Name}`"
            : $"{group.Key.Kind} of `{group.Key.Endpoint}` ({group.Count()}), such as `{group.First().Name}`");

    private static string Letter(int i) => $"{(char)('A' + i)}";

    private static string Escape(string text) => text.Replace("<", "\\<").Replace("*", "\\*");
}
