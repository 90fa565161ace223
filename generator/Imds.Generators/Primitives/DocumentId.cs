namespace Imds.Generators.Primitives;

/// <summary>Names a document of the service.</summary>
/// <param name="Endpoint">The endpoint that it belongs to.</param>
/// <param name="Definition">The definition of a document beside the endpoint's reply, such as what is sent to it; else empty.</param>
internal sealed record DocumentId(RouteTemplate Endpoint, string Definition = "")
{
    /// <summary>The document about the machine, which routes and rows mean unless they say otherwise.</summary>
    public static DocumentId Instance { get; } = new(RouteTemplate.Parse("instance"));

    public bool IsReply => Definition.Length == 0;

    /// <summary>Reads <c>instance</c> or <c>attested/document#AttestedDocument</c>, as tables write them.</summary>
    public static DocumentId Parse(string text)
    {
        var hash = text.IndexOf('#');
        return hash < 0
            ? new DocumentId(RouteTemplate.Parse(text))
            : new DocumentId(RouteTemplate.Parse(text.Substring(0, hash)), text.Substring(hash + 1));
    }

    public override string ToString() => IsReply ? Endpoint.ToString() : $"{Endpoint}#{Definition}";
}

/// <summary>Names a field of the service: a path in a document.</summary>
internal readonly record struct FieldId(DocumentId Document, FieldPath Path)
{
    /// <summary>The route that a filter reaches the field by, for a document that is an endpoint's reply.</summary>
    public RouteTemplate Route => Document.Endpoint.Then(Path);
}

/// <summary>Names a query parameter of an endpoint.</summary>
internal readonly record struct ParameterId(RouteTemplate Endpoint, string Name);
