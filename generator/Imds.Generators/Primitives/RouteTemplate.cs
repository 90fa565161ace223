namespace Imds.Generators.Primitives;

/// <summary>A route with a placeholder for each index: <c>instance/network/interface/{0}/macAddress</c>.</summary>
internal sealed class RouteTemplate : IEquatable<RouteTemplate>
{
    private readonly string _text;

    private RouteTemplate(string text, EquatableArray<RouteSegment> segments) => (_text, Segments) = (text, segments);

    /// <summary>The root of the service, with no segment.</summary>
    public static RouteTemplate Root { get; } = new("", []);

    public EquatableArray<RouteSegment> Segments { get; }

    public int IndexCount => Segments.Count(segment => segment.IsIndex);

    /// <summary>The last segment, as JSON has it; empty for the root and for an index.</summary>
    public string Name => Segments.Count == 0 ? "" : Segments[Segments.Count - 1].Name;

    /// <summary>A path without indexes, as a Swagger document or a table writes it: <c>attested/document</c>.</summary>
    public static RouteTemplate Parse(string path)
    {
        var names = path.Trim('/').Split('/');
        return new RouteTemplate(
            string.Join("/", names.Select(Uri.EscapeDataString)), names.Select(name => new RouteSegment(name, IsIndex: false))
                .ToEquatable());
    }

    public RouteTemplate Then(string segment) => Then(Uri.EscapeDataString(segment), new RouteSegment(segment, IsIndex: false));

    public RouteTemplate ThenIndex() =>
        Then($"{{{IndexCount.ToString(CultureInfo.InvariantCulture)}}}", new RouteSegment("", IsIndex: true));

    /// <summary>The route to a field of the document that is here.</summary>
    public RouteTemplate Then(FieldPath path)
    {
        var template = this;
        foreach (var step in path.Steps)
        {
            template = step.IsItem ? template.ThenIndex() : template.Then(step.Name);
        }

        return template;
    }

    /// <summary>The route as documentation shows it, with a word for each index.</summary>
    public string ToDisplay() => string.Join("/", Segments.Select(segment => segment.IsIndex ? "{index}" : segment.Name));

    public bool Equals(RouteTemplate? other) => other is not null && _text == other._text;

    public override bool Equals(object? obj) => Equals(obj as RouteTemplate);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <summary>The route as a URL has it, escaped, with <c>{0}</c> for the first index.</summary>
    public override string ToString() => _text;

    private RouteTemplate Then(string text, RouteSegment segment) =>
        new(_text.Length == 0 ? text : $"{_text}/{text}", Segments.Append(segment).ToEquatable());
}

/// <summary>One segment of a route: a name, not escaped, or the index of a list's element.</summary>
internal readonly record struct RouteSegment(string Name, bool IsIndex);
