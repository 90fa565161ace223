using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.Analyzers.Values;

/// <summary>Holds the texts that a field is compared with against the values that it is known to have.</summary>
internal sealed class ValueCheck(SemanticModel model, Action<Diagnostic> report, CancellationToken cancellation)
{
    /// <summary>More of them would not be read.</summary>
    private const int MostListed = 5;

    public static void Analyze(SemanticModel model, ProjectContext project, Action<Diagnostic> report, CancellationToken cancellation)
    {
        var check = new ValueCheck(model, report, cancellation);
        foreach (var token in project.Index.TokensIn(model.SyntaxTree.GetRoot(cancellation), SourceIndex.Term.KnownValues))
        {
            if (token.Parent is IdentifierNameSyntax name && Comparisons.CouldStandIn(name))
            {
                check.Check(name, project);
            }
        }
    }

    private void Check(IdentifierNameSyntax name, ProjectContext project)
    {
        if (model.GetSymbolInfo(name, cancellation).Symbol is IPropertySymbol property
            && project.Owners.Of(property.ContainingType) is { } owner
            && project.Values.Find(owner.Key, property.Name) is { } known)
        {
            foreach (var comparison in new Comparisons(model, cancellation).Of(name))
            {
                Check(comparison, property, known);
            }
        }
    }

    private void Check(Comparison comparison, IPropertySymbol property, KnownField known)
    {
        if (model.GetConstantValue(comparison.Text, cancellation) is not { HasValue: true, Value: string { Length: > 0 } text })
        {
            return;
        }

        var (values, name) = (known.Values, property.Name);
        if (values.Values.Any(value => value.Value == text))
        {
            return;
        }

        var place = comparison.Text.GetLocation();
        if (values.Values.FirstOrDefault(value => string.Equals(value.Value, text, StringComparison.OrdinalIgnoreCase)) is { } same)
        {
            if (!comparison.IgnoresCase)
            {
                report(Diagnostic.Create(ValueRules.OtherCase, place, To(same),
                    text, same.Value, name, known.Display, $"{values.TypeName}.{same.Name}"));
            }

            return;
        }

        var near = Nearest.To(text, values.Values.Select(value => value.Value)) is { } meant
            ? values.Values.First(value => value.Value == meant) : null;
        var advice = near is not null ? $"did you mean '{near.Value}'?"
            : (values.IsClosed ? "its values are " : "known are ") + List(values);
        report(Diagnostic.Create(values.IsClosed ? ValueRules.NoValue : ValueRules.UnknownValue, place,
            near is null ? ImmutableDictionary<string, string?>.Empty : To(near), text, name, known.Display, advice));

        ImmutableDictionary<string, string?> To(KnownValue value) => ImmutableDictionary<string, string?>.Empty
            .Add(FixProperties.Constants, NamespaceOf(property) + values.TypeName).Add(FixProperties.Constant, value.Name);
    }

    private static string List(KnownValues values)
    {
        var listed = string.Join(", ", values.Values.Take(MostListed).Select(value => $"'{value.Value}'"));
        return values.Values.Count > MostListed ? listed + " and others" : listed;
    }

    /// <summary>Where the constants are: beside the records. Accessors are a namespace further in.</summary>
    private static string NamespaceOf(IPropertySymbol property)
    {
        var space = property.ContainingType.ContainingNamespace;
        var records = space.Name == "Routes" ? space.ContainingNamespace : space;
        return records is null or { IsGlobalNamespace: true } ? "" : records.ToDisplayString() + ".";
    }
}
