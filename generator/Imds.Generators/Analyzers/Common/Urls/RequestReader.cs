using Imds.Generators.Analyzers.Common.Strings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Common.Urls;

/// <summary>A request that some code puts together.</summary>
/// <param name="Place">The expression that gives the address.</param>
/// <param name="User">The call, creation or assignment that takes it.</param>
internal sealed record FoundRequest(RequestUrl Url, RouteMatch Match, SinkKind Sink, IOperation Place, IOperation User)
{
    /// <summary>Whether the service has the route at some version.</summary>
    public bool IsKnown => !Match.IsOpen && Match.Depth == Url.Segments.Count;

    /// <summary>The version that it asks with, where it is one.</summary>
    public ApiVersion? Version =>
        Url.Find(RequestUrl.VersionParameter) is { } parameter && ApiVersion.TryParse(parameter.Value.Value, out var version)
            ? version : null;

    public bool AsksForText => Url.Find(RequestUrl.FormatParameter) is { } format
        && (format.Value.HasHole || string.Equals(format.Value.Value, "text", StringComparison.OrdinalIgnoreCase));
}

/// <summary>The template of a route of our own runtime.</summary>
internal sealed record FoundTemplate(StringValue Text, IOperation Place, IOperation User);

/// <summary>Reads the requests of one method body, initializer or attribute.</summary>
internal sealed class RequestReader
{
    private readonly ServiceView _model;
    private readonly BaseAddresses _bases;
    private readonly IReadOnlyCollection<string> _endpoints;
    private readonly CancellationToken _cancellation;
    private readonly List<FoundRequest> _requests = [];
    private readonly List<FoundTemplate> _templates = [];
    private readonly List<StringValue> _queries = [];

    public RequestReader(ProjectContext project, MemberCode code)
    {
        (_model, _bases, _endpoints) = (project.Project.Model, project.BaseAddresses, project.Endpoints);
        _cancellation = code.Cancellation;
        foreach (var operation in code.Operations)
        {
            Read(operation);
        }

        Joined = Join();
    }

    public IReadOnlyList<FoundRequest> Requests => _requests;

    public IReadOnlyList<FoundTemplate> Templates => _templates;

    /// <summary>A route and its version that come together only at run time, if the body has one of each.</summary>
    public FoundRequest? Joined { get; }

    private void Read(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                foreach (var argument in call.Arguments)
                {
                    Take(argument.Value, UrlSinks.Of(argument.Parameter?.OriginalDefinition), call, () => BaseOf(call));
                }

                TakePair(call.Arguments.Select(argument => argument.Value));
                break;
            case IObjectCreationOperation { Arguments: [{ Parameter.Type.Name: "Uri" }, _] } creation when creation.Type?.Name == "Uri":
                // The whole of it, as the reference alone does not say what it is.
                Take(creation, SinkKind.Address, creation, () => null);
                break;
            case IObjectCreationOperation creation:
                foreach (var argument in creation.Arguments)
                {
                    Take(argument.Value, UrlSinks.Of(argument.Parameter), creation, () => BaseOf(creation));
                }

                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: [{ Value: var key }] } } assignment:
                TakePair([key, assignment.Value]);
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment:
                Take(assignment.Value, UrlSinks.Of(target.Property), assignment, () => BaseOf(assignment));
                break;
        }
    }

    private void Take(IOperation value, SinkKind sink, IOperation user, Func<StringValue?> baseOf)
    {
        if (sink == SinkKind.None)
        {
            return;
        }

        foreach (var found in StringFlow.Into(value, _cancellation))
        {
            var text = value == user ? found.AsText() : found;
            if (sink == SinkKind.Query)
            {
                _queries.Add(text);
            }
            else if (sink == SinkKind.Template)
            {
                _templates.Add(new FoundTemplate(text, value, user));
            }
            else if (RequestUrl.Read(text, _endpoints) is { } request)
            {
                _requests.Add(Found(request, sink, value, user));
            }
            else if (text.IsRelative && baseOf() is { } address && RequestUrl.Read(Whole(address, text, user), _endpoints) is { } whole)
            {
                _requests.Add(Found(whole, sink, value, user));
            }
        }
    }

    /// <summary>The base address of the client that sends what is given to a call, a message or an attribute.</summary>
    private StringValue? BaseOf(IOperation user)
    {
        if (user is IInvocationOperation call && IsHttp(call.TargetMethod.ContainingType))
        {
            return _bases.Of(call.Instance ?? call.Arguments.FirstOrDefault()?.Value);
        }

        var around = user.SemanticModel?.GetEnclosingSymbol(user.Syntax.SpanStart, _cancellation);
        var type = around as INamedTypeSymbol ?? around?.ContainingType;
        return user switch
        {
            // A method of the project's own that takes an address asks with its own client.
            IInvocationOperation { TargetMethod: { ContainingType: { } own, DeclaringSyntaxReferences.Length: > 0 } } =>
                _bases.Of(own) ?? _bases.OfOnlyClientIn(own),
            IObjectCreationOperation { Type: { } made } when IsHttp(made) =>
                _bases.Of(type) ?? (type is null ? null : _bases.OfOnlyClientIn(type)),
            IObjectCreationOperation { Type: { } made } when made.Name == "RestRequest"
                || made.AllInterfaces.Length == 0 && made.BaseType?.Name == "Attribute" => _bases.Of(type),
            ISimpleAssignmentOperation => _bases.Of(type),
            _ => null,
        };
    }

    /// <summary>Refit and RestSharp append a path; all else resolves a reference.</summary>
    private static StringValue Whole(StringValue address, StringValue text, IOperation user) =>
        user is IObjectCreationOperation { Type: { } made } && !IsHttp(made)
            ? StringValue.Append(address, text) : StringValue.Resolve(address, text);

    private static bool IsHttp(ITypeSymbol type) => type.Name is "HttpClient" or "HttpClientJsonExtensions" or "HttpRequestMessage";

    private FoundRequest Found(RequestUrl url, SinkKind sink, IOperation place, IOperation user) =>
        new(url, RouteFinder.Find(_model, url.Segments, segment => url.Text.FillingAt(segment.Start)), sink, place, user);

    /// <summary>A parameter that is given by name and value: <c>AddQueryParameter("api-version", "2021-02-01")</c>.</summary>
    private void TakePair(IEnumerable<IOperation> values)
    {
        var isName = false;
        foreach (var value in values)
        {
            if (isName)
            {
                foreach (var text in StringFlow.Into(value, _cancellation))
                {
                    _queries.Add(StringValue.Join(StringValue.Of([]), RequestUrl.VersionParameter + "=", text));
                }
            }

            isName = value.ConstantValue is { HasValue: true, Value: string name }
                && string.Equals(name, RequestUrl.VersionParameter, StringComparison.OrdinalIgnoreCase);
        }
    }

    private FoundRequest? Join()
    {
        var bare = _requests.Where(request => !request.Url.HasQuery && request.IsKnown).ToList();
        if (bare.Count == 0 || bare.Select(request => request.Url.Route).Distinct(StringComparer.OrdinalIgnoreCase).Count() != 1)
        {
            return null;
        }

        var versions = _queries.Where(query => RequestUrl.ReadQuery(query).Any(parameter =>
            string.Equals(parameter.Name.Value, RequestUrl.VersionParameter, StringComparison.OrdinalIgnoreCase))).ToList();
        if (versions.Select(text => text.Value.TrimStart('?')).Distinct().Count() != 1)
        {
            return null;
        }

        var query = versions[0];
        var route = bare.Find(request => !request.Url.Text.IsUri) ?? bare[0];
        var text = StringValue.Join(route.Url.Text, query.Value.StartsWith("?", StringComparison.Ordinal) ? "" : "?", query);
        return RequestUrl.Read(text, _endpoints) is { } url ? Found(url, SinkKind.Address, route.Place, route.User) : null;
    }
}
