using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Common.Urls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Requests;

/// <summary>IMDS210: a call that gives the very string that a member of the generated client gives.</summary>
internal sealed class TypedSuggestion(ImdsProject project, FoundRequest request)
{
    /// <summary>Properties of the suggestion: the way from a client to the route, and the namespace of the client.</summary>
    internal const string Accessor = "Accessor";
    internal const string ClientNamespace = "ClientNamespace";

    public void Report(IInvocationOperation call, Action<Diagnostic> report)
    {
        if (!request.Url.IsAbsolute || request.Url.Scheme.Value.Length != 4 || !request.IsKnown || !request.AsksForText
            || request.Version is not { } version)
        {
            return;
        }

        if (request.Match.Node is not { Kind: RouteKind.Leaf, TakesFilters: true, Type.Kind: ValueKind.String } leaf
            || !leaf.Availability.Contains(version))
        {
            return;
        }

        if (request.Url.Parameters.Count != 2 || request.Url.Parameters.Any(parameter => parameter.Whole.HasHole))
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
                .Add(Accessor, request.Match.Accessor).Add(ClientNamespace, part.Namespace);
            report(Diagnostic.Create(RequestRules.Typed, call.Syntax.GetLocation(), properties,
                $"imds.{request.Match.Accessor}.GetAsync()"));
            return;
        }
    }

    /// <summary>Whether an index is computed where the text is made, and not where the call stands.</summary>
    private bool HolesElsewhere(IInvocationOperation call) =>
        request.Url.Text.Pieces.Any(piece => piece.Filling is { } filling && !call.Syntax.Span.Contains(filling.Syntax.Span));
}
