using BenchmarkDotNet.Running;
using Imds.Benchmarks;

// "ratios [group…]" is the short mode: every figure with its target, in minutes. It runs itself with "measure" for each group of them.
// Anything else goes to BenchmarkDotNet.
return args switch
{
    ["ratios", .. var groups] => await Ratios.RunAsync(groups),
    ["measure", var group] => await Ratios.MeasureAsync(group),
    _ => BenchmarkSwitcher.FromAssembly(typeof(Ratios).Assembly).Run(args).Any() ? 0 : 1,
};
