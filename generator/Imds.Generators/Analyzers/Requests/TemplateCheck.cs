using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Common.Strings;
using Imds.Generators.Analyzers.Common.Urls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Requests;

/// <summary>A route of our own runtime that is written as a string: <c>new ImdsRoute(connection, "instance/compute")</c>.</summary>
internal sealed class TemplateCheck(ImdsProject project, Func<UrlPart?, Location> locate, Action<Diagnostic> report)
{
    public void Check(StringValue text, IOperation user)
    {
        if (text.Value.IndexOf(StringValue.Hole) >= 0)
        {
            return;
        }

        var segments = new List<UrlPart>();
        var start = 0;
        foreach (var segment in text.Value.Split('/'))
        {
            // An index is a hole of the template: any digit stands for it.
            if (segment.Length > 0)
            {
                segments.Add(new UrlPart(segment.Length > 2 && segment[0] == '{' ? segment.Trim('{', '}') : segment, start));
            }

            start += segment.Length + 1;
        }
        var match = RouteFinder.Find(project.Model, segments, _ => null);
        if (match.IsOpen || segments.Count == 0)
        {
            return;
        }

        if (match.Depth < segments.Count)
        {
            if (RouteFinder.Nearest(project.Model, match.Node, segments[match.Depth].Value) is not { } near)
            {
                return;
            }

            var segment = segments[match.Depth];
            var edit = text.Locate(segment.Start, segment.Value.Length) is { } place
                ? new Edit(place, near, $"Change '{segment.Value}' to '{near}'") : null;
            report(RequestRules.UnknownRoute.With(locate(segment), edit, text.Value,
                $": did you mean '{text.Value.Substring(0, segment.Start)}{near}'?"));
        }
        else if (match.Node is { IsVersioned: true, Kind: not RouteKind.Group } node && VersionOf(user) is { } version
            && !node.Availability.Contains(version))
        {
            report(RequestRules.NotAvailable.With(locate(new UrlPart(text.Value, 0)), null, text.Value,
                VersionHistory.Describe(node.Availability, version), version));
        }
    }

    private static ApiVersion? VersionOf(IOperation user)
    {
        var arguments = user switch { IObjectCreationOperation creation => creation.Arguments, IInvocationOperation call => call.Arguments,
            _ => [] };
        foreach (var argument in arguments)
        {
            if (argument is { Parameter.Name: "apiVersion", Value.ConstantValue: { HasValue: true, Value: string text } }
                && ApiVersion.TryParse(text, out var version))
            {
                return version;
            }
        }

        return null;
    }
}
