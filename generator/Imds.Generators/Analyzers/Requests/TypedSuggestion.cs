using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Common.Urls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Requests;

/// <summary>IMDS210: a call that gives what a member of the generated client gives: a text, or a document.</summary>
internal sealed class TypedSuggestion(ImdsProject project, FoundRequest request)
{
    /// <summary>Properties of the suggestion: the way from a client to the route, and the namespace of the client.</summary>
    internal const string Accessor = "Accessor";
    internal const string ClientNamespace = "ClientNamespace";

    public void Report(IInvocationOperation call, Action<Diagnostic> report)
    {
        if (!request.Url.IsAbsolute || request.Url.Scheme.Value.Length != 4 || !request.IsKnown || request.Version is not { } version)
        {
            return;
        }

        if (request.Match.Node is not { } node || !(IsText(node, call) || IsDocument(node, call)) || !node.Availability.Contains(version))
        {
            return;
        }

        // A further parameter may be one that the client's method takes in another way.
        if (request.Url.Parameters.Count > 2 || request.Url.Parameters.Any(parameter => parameter.Whole.HasHole
            || parameter.Name.Value is not (RequestUrl.VersionParameter or RequestUrl.FormatParameter)))
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

            // In the place of a document stands a type of the project's own, which no fix can exchange.
            var properties = node.Kind == RouteKind.Leaf
                ? ImmutableDictionary<string, string?>.Empty
                    .Add(Accessor, request.Match.Accessor).Add(ClientNamespace, part.Namespace)
                : ImmutableDictionary<string, string?>.Empty;
            report(Diagnostic.Create(RequestRules.Typed, call.Syntax.GetLocation(), properties,
                $"imds.{request.Match.Accessor}.GetAsync()"));
            return;
        }
    }

    private bool IsText(RouteView node, IInvocationOperation call) => request.AsksForText && UrlSinks.GivesText(call)
        && node is { Kind: RouteKind.Leaf, TakesFilters: true, Type.Kind: ValueKind.String };

    private bool IsDocument(RouteView node, IInvocationOperation call) => !request.AsksForText && UrlSinks.GivesDocument(call)
        && node is { Kind: not (RouteKind.Group or RouteKind.Leaf), IsNegotiated: true, Type.Kind: ValueKind.Object };

    /// <summary>Whether an index is computed where the text is made, and not where the call stands.</summary>
    private bool HolesElsewhere(IInvocationOperation call) =>
        request.Url.Text.Pieces.Any(piece => piece.Filling is { } filling && !call.Syntax.Span.Contains(filling.Syntax.Span));
}
