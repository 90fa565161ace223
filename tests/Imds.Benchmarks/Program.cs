using BenchmarkDotNet.Running;
using Imds.Benchmarks;

// "ratios [group…]" is the short mode: every figure with its target, in minutes. Anything else goes to BenchmarkDotNet.
return args is ["ratios", .. var groups]
    ? await Ratios.RunAsync(groups)
    : BenchmarkSwitcher.FromAssembly(typeof(Ratios).Assembly).Run(args).Any() ? 0 : 1;
