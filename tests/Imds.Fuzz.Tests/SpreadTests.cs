using System.Text;
using System.Text.Json;
using Imds.Fuzz.Targets.Documents;
using Imds.Fuzz.Frame;

namespace Imds.Fuzz.Tests;

/// <summary>Inputs that all fail at the first step would show nothing: some must get as far as can be.</summary>
public class SpreadTests
{
    [Fact]
    public void Of_the_JSON_most_is_some_and_the_rest_nearly()
    {
        var good = Inputs("json", 1000).Count(input => IsJson(input[(Array.IndexOf(input, (byte)'\n') + 1)..]));

        Assert.InRange(good, 500, 900);
    }

    [Fact]
    public void Documents_end_with_every_outcome()
    {
        var outcomes = Inputs("documents", 1000).Select(input => DocumentTarget.Outcome(Encoding.UTF8.GetString(input))).ToLookup(x => x);

        Assert.Equal(Enum.GetValues<ImdsAttestationFailure>(), outcomes.Select(outcome => outcome.Key).Order());
        Assert.InRange(outcomes[ImdsAttestationFailure.None].Count(), 80, 600);
    }

    private static IEnumerable<byte[]> Inputs(string name, int count)
    {
        var target = FuzzTarget.All.Single(target => target.Name == name);
        return Enumerable.Range(1, count).Select(seed => FuzzRun.Input(target, seed));
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            JsonDocument.Parse(bytes).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
