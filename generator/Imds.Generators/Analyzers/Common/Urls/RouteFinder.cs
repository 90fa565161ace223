using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers.Common.Urls;

/// <summary>Where the segments of a path lead.</summary>
/// <param name="Node">The deepest place that they name.</param>
/// <param name="Depth">How many segments lead there.</param>
/// <param name="IsOpen">Whether the rest is not known before run time.</param>
/// <param name="Accessor">The way there in C#, from a client: <c>Instance.Network.Interface[0]</c>.</param>
internal readonly record struct RouteMatch(RouteView? Node, int Depth, bool IsOpen, string Accessor);

/// <summary>Finds routes in the model. A difference in case alone is none.</summary>
internal static class RouteFinder
{
    public static RouteMatch Find(ServiceView model, IReadOnlyList<UrlPart> segments, Func<UrlPart, IOperation?> filling)
    {
        var (node, accessor) = ((RouteView?)null, "");
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            var isIndex = node?.Kind == RouteKind.List && IsIndex(segment, filling);
            if (segment.HasHole && !isIndex)
            {
                return new RouteMatch(node, i, IsOpen: true, accessor);
            }

            if (node?.Kind == RouteKind.List)
            {
                if (!isIndex)
                {
                    return new RouteMatch(node, i, IsOpen: false, accessor);
                }

                if (node.Children.Count == 0)
                {
                    return new RouteMatch(node, i, IsOpen: true, accessor);
                }

                accessor += $"[{(segment.HasHole ? filling(segment)!.Syntax.ToString() : segment.Value)}]";
                node = node.Children[0];
                continue;
            }
            if (Child(node?.Children ?? model.All.Roots, segment.Value) is not { } child)
            {
                return new RouteMatch(node, i, IsOpen: false, accessor);
            }

            accessor += (accessor.Length > 0 ? "." : "") + child.Name;
            node = child;
        }
        return new RouteMatch(node, segments.Count, IsOpen: false, accessor);
    }

    /// <summary>What somebody probably meant by a segment that leads nowhere: a name beside it, or a name deeper down.</summary>
    public static string? Nearest(ServiceView model, RouteView? node, string segment)
    {
        var children = node?.Kind == RouteKind.List ? [] : node?.Children ?? model.All.Roots;
        var near = Primitives.Nearest.To(segment, children.Select(Segment));
        if (near is not null || node is null)
        {
            return near;
        }

        return OnlyBelow(node, segment) is { } only ? PathOf(only, node.Template.Segments.Count) : null;
    }

    /// <summary>The route of that name that is the only one in what stands beside the place that lacks it.</summary>
    public static string? Beside(ServiceView model, IReadOnlyList<UrlPart> segments, RouteMatch match)
    {
        var steps = match.Node?.Template.Segments is { } own && own.Count > 0 && own[own.Count - 1].IsIndex ? 2 : 1;
        if (match.Depth <= steps || segments[match.Depth].HasHole)
        {
            return null;
        }

        var parent = Find(model, [.. segments.Take(match.Depth - steps)], static _ => null).Node;
        return parent is { Kind: not RouteKind.Group } && OnlyBelow(parent, segments[match.Depth].Value) is { } only
            ? PathOf(only, 0) : null;
    }

    private static RouteView? OnlyBelow(RouteView node, string segment)
    {
        var below = Below(node).Where(child => string.Equals(Segment(child), segment, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return below is [var only] ? only : null;
    }

    /// <summary>Indexes are 0.</summary>
    private static string PathOf(RouteView node, int start) => string.Join("/", node.Template.Segments.Skip(start)
        .Select(step => step.IsIndex ? "0" : Uri.EscapeDataString(step.Name)));

    public static string Segment(RouteView node) => node.Template.Name;

    private static RouteView? Child(EquatableArray<RouteView> children, string segment)
    {
        foreach (var child in children)
        {
            if (IsCalled(child, segment))
            {
                return child;
            }
        }

        return null;
    }

    private static bool IsCalled(RouteView node, string segment) =>
        string.Equals(Segment(node), segment.IndexOf('%') >= 0 ? Uri.UnescapeDataString(segment) : segment,
            StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<RouteView> Below(RouteView node) => node.Children.SelectMany(child => Below(child).Prepend(child));

    private static bool IsIndex(UrlPart segment, Func<UrlPart, IOperation?> filling) => segment.HasHole
        ? segment.Value.Length == 1
            && filling(segment)?.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Byte or SpecialType.System_Int16
        : segment.Value.All(c => c is >= '0' and <= '9') && segment.Value.Length is > 0 and < 10;
}
