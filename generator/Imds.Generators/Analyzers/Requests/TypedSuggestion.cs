using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Requests;

/// <summary>IMDS210: a call that gives the very text that a member of the generated client gives.</summary>
internal sealed class TypedSuggestion(ImdsProject project, Request request, RequestCheck check)
{
    /// <summary>Properties of the suggestion: the way from a client to the route, and the namespace of the client.</summary>
    internal const string Accessor = "Accessor";
    internal const string ClientNamespace = "ClientNamespace";

    public void Report(IInvocationOperation call, Action<Diagnostic> report)
    {
        if (!request.IsAbsolute || request.Scheme.Value.Length != 4 || !check.IsFound || !check.AsksForText || check.Version is not { } version)
        {
            return;
        }

        if (check.Match.Node is not { Kind: RouteKind.Leaf, TakesFilters: true, Type.Kind: ValueKind.String } leaf || !leaf.Availability.Contains(version))
        {
            return;
        }

        if (request.Parameters.Count != 2 || request.Parameters.Any(parameter => parameter.Whole.HasHole))
        {
            return;
        }

        if (HolesElsewhere(call))
        {
            return;
        }

        foreach (var part in project.Plan.Parts)
        {
            if (part.Version != version)
            {
                continue;
            }

            var properties = ImmutableDictionary<string, string?>.Empty
                .Add(Accessor, check.Match.Accessor).Add(ClientNamespace, part.Namespace);
            report(Diagnostic.Create(RequestRules.Typed, call.Syntax.GetLocation(), properties, $"imds.{check.Match.Accessor}.GetAsync()"));
            return;
        }
    }

    /// <summary>Whether an index is computed where the text is made, and not where the call stands.</summary>
    private bool HolesElsewhere(IInvocationOperation call) =>
        request.Text.Pieces.Any(piece => piece.Filling is { } filling && !call.Syntax.Span.Contains(filling.Syntax.Span));
}
