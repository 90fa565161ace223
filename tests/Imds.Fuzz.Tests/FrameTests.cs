using System.Text;
using Imds.Fuzz.Frame;

namespace Imds.Fuzz.Tests;

/// <summary>The fuzzing itself, over targets that fail in a way that is known.</summary>
public class FrameTests
{
    [Fact]
    public void A_seed_gives_the_same_input_again_and_others_give_others()
    {
        var target = new Lines(_ => { });
        var inputs = Enumerable.Range(1, 100).Select(seed => Encoding.UTF8.GetString(FuzzRun.Input(target, seed))).ToList();

        Assert.Equal(inputs, Enumerable.Range(1, 100).Select(seed => Encoding.UTF8.GetString(FuzzRun.Input(target, seed))));
        Assert.Equal(100, inputs.Distinct().Count());
    }

    [Fact]
    public void Failures_are_counted_by_kind_with_the_first_seed_of_each()
    {
        var target = new Lines(text => throw (text.Contains('1', StringComparison.Ordinal)
            ? new FuzzException("has a one", text) : new InvalidOperationException(text)));

        var report = new FuzzRun(target, 1000).Run(200, TimeSpan.MaxValue);

        Assert.Equal(200, report.Inputs);
        Assert.Equal(200, report.Findings.Sum(finding => finding.Count));
        Assert.Collection(report.Findings,
            finding => Assert.StartsWith("InvalidOperationException in Imds.Fuzz.Tests.FrameTests", finding.Failure.Kind,
                StringComparison.Ordinal),
            finding => Assert.Equal("has a one", finding.Failure.Kind));
        Assert.All(report.Findings, finding => Assert.Equal(finding.Seed,
            Enumerable.Range(1000, 200).First(seed => Kind(target, seed) == finding.Failure.Kind)));
    }

    [Fact]
    public void A_run_ends_when_its_time_is_over()
    {
        var report = new FuzzRun(new Lines(_ => Thread.Sleep(1)), 1).Run(long.MaxValue, TimeSpan.FromMilliseconds(50));

        Assert.InRange(report.Inputs, 0, 1000);
    }

    [Fact]
    public void An_input_that_never_ends_is_a_failure_and_the_run_goes_on()
    {
        var target = new Lines(text => Thread.Sleep(text.Contains("17", StringComparison.Ordinal) ? Timeout.Infinite : 0),
            TimeSpan.FromSeconds(5));
        var seed = Enumerable.Range(1, 1000).First(seed => Encoding.UTF8.GetString(FuzzRun.Input(target, seed)).Contains("17"));

        var report = new FuzzRun(target, seed).Run(3, TimeSpan.MaxValue);

        Assert.Equal(3, report.Inputs);
        Assert.Equal(("hang", seed), (report.Findings[0].Failure.Kind, report.Findings[0].Seed));
    }

    [Fact]
    public void A_failure_shrinks_to_what_it_takes()
    {
        var target = new Lines(text =>
        {
            if (text.Contains("needle", StringComparison.Ordinal) && text.Contains("thread", StringComparison.Ordinal))
            {
                throw new FuzzException("both", text);
            }

            throw new FuzzException("another kind", text);
        });
        var hay = string.Concat(Enumerable.Range(0, 500).Select(i => $"line {i}\n"));

        var small = new Shrinking(target, "both").Shrink(Encoding.UTF8.GetBytes(hay + "a needle\n" + hay + "a thread\n" + hay));

        Assert.Equal("needlethread", Encoding.UTF8.GetString(small));
    }

    private static string? Kind(FuzzTarget target, long seed)
    {
        using var check = new WatchedCheck(target);
        return check.Check(FuzzRun.Input(target, seed))?.Kind;
    }

    private sealed class Lines(Action<string> check, TimeSpan? limit = null) : TextFuzzTarget
    {
        public override string Name => "lines";

        public override int InputsInTests => 0;

        public override TimeSpan Limit => limit ?? base.Limit;

        protected override string MakeText(Random random) => random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture);

        protected override void Check(string input) => check(input);
    }
}
