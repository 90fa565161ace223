namespace Imds.Generators.Primitives;

internal enum RouteKind
{
    /// <summary>A part of a path that only leads on: <c>identity</c>.</summary>
    Group,

    /// <summary>Something that can be called.</summary>
    Endpoint,

    /// <summary>An object inside a document, reached by a route filter.</summary>
    Object,

    /// <summary>An array inside a document.</summary>
    List,

    /// <summary>A value inside a document.</summary>
    Leaf,
}
