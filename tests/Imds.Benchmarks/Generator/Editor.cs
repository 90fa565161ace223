using Imds.Generators;
using Microsoft.CodeAnalysis;

namespace Imds.Benchmarks.Generator;

/// <summary>An editor with the project open: it keeps the driver, and runs it anew on each keystroke.</summary>
internal sealed class Editor
{
    // Parsed beforehand: the editor parses what is typed whether there are generators or not.
    private static readonly SyntaxTree[] Typed =
        [.. Enumerable.Range(0, 64)
            .Select(value => Consumer.Parse(Consumer.Unrelated.FilePath,
                $"internal sealed class Unrelated {{ public int Value => {value}; }}"))];

    private GeneratorDriver _driver;
    private int _keys;

    public Editor(Consumer consumer, bool trackSteps = false) =>
        _driver = consumer.Driver(trackSteps: trackSteps).RunGenerators(Consumer.Compilation);

    public GeneratorDriver Type() =>
        _driver = _driver.RunGenerators(Consumer.Compilation.ReplaceSyntaxTree(Consumer.Unrelated, Typed[++_keys % Typed.Length]));

    /// <summary>Fails where a keystroke had a step of the generator give anything anew.</summary>
    public static void RequireNothingNew(Consumer consumer)
    {
        var result = new Editor(consumer, trackSteps: true).Type().GetRunResult().Results.Single();
        string[] names = [ImdsGenerator.SpecsStep, ImdsGenerator.ModelStep, ImdsGenerator.PlanStep, ImdsGenerator.VersionsStep];
        var steps = names.SelectMany(name => result.TrackedSteps[name]).Concat(result.TrackedOutputSteps.SelectMany(step => step.Value))
            .ToList();
        var anew = steps.SelectMany(step => step.Outputs.Select(output => (step.Name, output.Reason)))
            .Where(step => step.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)).ToList();
        if (result.GeneratedSources.IsEmpty || anew.Count > 0)
        {
            throw new InvalidOperationException(
                $"After a keystroke elsewhere there are {result.GeneratedSources.Length} files, and anew: {string.Join(", ", anew)}.");
        }
    }
}
