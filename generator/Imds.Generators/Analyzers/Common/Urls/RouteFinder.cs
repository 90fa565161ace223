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

        var below = Below(node)
            .Where(child => string.Equals(Segment(child), segment, StringComparison.OrdinalIgnoreCase) && child.Template.IndexCount == 0)
            .Take(2).ToList();
        return below.Count == 1
            ? string.Join("/", below[0].Template.Segments.Skip(node.Template.Segments.Count)
                .Select(step => Uri.EscapeDataString(step.Name))) : null;
    }

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
