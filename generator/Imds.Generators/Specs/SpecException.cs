using Microsoft.CodeAnalysis;

namespace Imds.Generators.Specs;

/// <summary>A spec file is unusable as a whole. It carries the problem to report and never leaves the reading step.</summary>
internal sealed class SpecException(DiagnosticDescriptor rule, Place? place, params string[] arguments) : Exception(rule.Id)
{
    public Problem Problem { get; } = Problem.At(rule, place, arguments);
}
