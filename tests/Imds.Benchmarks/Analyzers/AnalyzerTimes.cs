namespace Imds.Benchmarks.Analyzers;

/// <summary>How many milliseconds each analyzer ran in one build.</summary>
/// <param name="Ours">By its name.</param>
/// <param name="Platform">CA1416.</param>
public sealed record AnalyzerTimes(IReadOnlyDictionary<string, double> Ours, double Platform);
