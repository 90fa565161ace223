namespace Imds.Benchmarks.Analyzers;

/// <summary>How many milliseconds analyzers ran in one build: ours together, and CA1416.</summary>
public sealed record AnalyzerTimes(double Ours, double Platform);
