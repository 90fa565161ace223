using Imds.Generators.Analyzers.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Requests;

/// <summary>The requests of one method body, initializer or attribute.</summary>
internal sealed class RequestBlock(ImdsProject project, IReadOnlyCollection<string> endpoints, OperationBlockAnalysisContext context)
{
    private readonly HashSet<(string, Location)> _reported = [];
    private readonly List<RequestCheck> _requests = [];
    private readonly List<(Request Request, IOperation Place)> _bare = [];
    private readonly List<Text> _queries = [];
    private readonly List<(IInvocationOperation Call, RequestCheck Request)> _generic = [];
    private readonly List<IInvocationOperation> _calls = [];

    public void Check()
    {
        foreach (var block in context.OperationBlocks)
        {
            foreach (var operation in block.DescendantsAndSelf())
            {
                Look(operation);
            }
        }

        if (_requests.Count == 0)
        {
            return;
        }

        CheckJoined();
        CheckDocuments();
    }

    private void Look(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                _calls.Add(call);
                foreach (var argument in call.Arguments)
                {
                    Take(argument.Value, Sinks.Of(argument.Parameter?.OriginalDefinition), call);
                }

                TakePair(call.Arguments.Select(argument => argument.Value));
                break;
            case IObjectCreationOperation creation:
                foreach (var argument in creation.Arguments)
                {
                    Take(argument.Value, Sinks.Of(argument.Parameter), creation);
                }

                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: [{ Value: var key }] } } assignment:
                TakePair([key, assignment.Value]);
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment:
                Take(assignment.Value, Sinks.Of(target.Property), assignment);
                break;
        }
    }

    private void Take(IOperation value, Use use, IOperation user)
    {
        if (use == Use.None)
        {
            return;
        }

        foreach (var text in TextFlow.Into(value, context.CancellationToken))
        {
            if (use == Use.Query)
            {
                _queries.Add(text);
            }
            else if (use == Use.Template)
            {
                new TemplateCheck(project, part => Show(text, part, value), Report).Check(text, user);
            }
            else if (Request.Read(text, endpoints) is { } request)
            {
                Take(request, value, use, user);
            }
        }
    }

    private void Take(Request request, IOperation place, Use use, IOperation user)
    {
        var check = new RequestCheck(project, request, part => Show(request.Text, part, place), Report);
        // What a Uri holds was looked at where the Uri is made.
        if (!request.Text.IsUri)
        {
            check.CheckText();
        }

        if (use == Use.Sent)
        {
            check.CheckSent();
        }

        if (!request.HasQuery && check.IsFound)
        {
            _bare.Add((request, place));
        }

        _requests.Add(check);

        if (user is not IInvocationOperation call)
        {
            return;
        }

        if (use == Use.Sent && Sinks.GivesText(call))
        {
            new TypedSuggestion(project, request, check).Report(call, Report);
        }

        if (call.TargetMethod.TypeArguments.Length == 1)
        {
            _generic.Add((call, check));
        }
    }

    /// <summary>A parameter that is given by name and value: <c>AddQueryParameter("api-version", "2021-02-01")</c>.</summary>
    private void TakePair(IEnumerable<IOperation> values)
    {
        var isName = false;
        foreach (var value in values)
        {
            if (isName)
            {
                foreach (var text in TextFlow.Into(value, context.CancellationToken))
                {
                    _queries.Add(Text.Join(Text.Of([]), "api-version=", text));
                }
            }

            isName = value.ConstantValue is { HasValue: true, Value: string name } && string.Equals(name, "api-version", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>A route and its version that come together only at run time, if the body has one of each.</summary>
    private void CheckJoined()
    {
        var versions = _queries.Where(query => Request.ReadQuery(query).Any(parameter => string.Equals(parameter.Name.Value, "api-version", StringComparison.OrdinalIgnoreCase))).ToList();
        if (_bare.Count == 0 || versions.Select(text => text.Value.TrimStart('?')).Distinct().Count() != 1)
        {
            return;
        }

        if (_bare.Select(bare => bare.Request.Route).Distinct(StringComparer.OrdinalIgnoreCase).Count() != 1)
        {
            return;
        }

        var query = versions[0];
        var (bare, place) = _bare.FirstOrDefault(known => !known.Request.Text.IsUri) is { Request: not null } written ? written : _bare[0];
        var text = Text.Join(bare.Text, query.Value.StartsWith("?", StringComparison.Ordinal) ? "" : "?", query);
        if (Request.Read(text, endpoints) is not { } request)
        {
            return;
        }

        var check = new RequestCheck(project, request, part => Show(text, part, place), Report);
        check.CheckJoined();
        _requests.Add(check);
    }

    /// <summary>Which document the body reads, if it can only be one.</summary>
    private void CheckDocuments()
    {
        foreach (var (call, request) in _generic)
        {
            CheckDocument(call, call.TargetMethod.TypeArguments[0], request);
        }

        var asked = _requests.Where(request => request.Version is not null).ToList();
        if (asked.Count == 0 || _requests.Exists(request => !request.IsFound || request.Match.Node != asked[0].Match.Node)
            || asked.Exists(request => request.AsksForText || request.Version != asked[0].Version))
        {
            return;
        }

        foreach (var call in _calls)
        {
            if (Deserializing.TypeOf(call) is { } type && !_generic.Exists(known => known.Call == call))
            {
                CheckDocument(call, type, asked[0]);
            }
        }
    }

    private void CheckDocument(IInvocationOperation call, ITypeSymbol type, RequestCheck request)
    {
        if (request is not { IsFound: true, AsksForText: false, Version: { } version, Match.Node: { Kind: not RouteKind.Group } node })
        {
            return;
        }

        foreach (var finding in DocumentCheck.Inferred(project, node, version, type, Deserializing.PlaceOf(call), context.CancellationToken))
        {
            Report(finding);
        }
    }

    /// <summary>In the literal itself where it is part of this body; where it stands elsewhere, at the place that uses it.</summary>
    private Location Show(Text text, Part? part, IOperation place)
    {
        var spelt = part is { } known ? text.Locate(known.Start, known.Value.Length) : null;
        return spelt is { SourceTree: { } tree } && context.OperationBlocks.Any(block => block.Syntax.SyntaxTree == tree && block.Syntax.Span.Contains(spelt.SourceSpan))
            ? spelt : place.Syntax.GetLocation();
    }

    private void Report(Diagnostic finding)
    {
        if (_reported.Add((finding.Id + finding.GetMessage(CultureInfo.InvariantCulture), finding.Location)))
        {
            context.ReportDiagnostic(finding);
        }
    }
}
