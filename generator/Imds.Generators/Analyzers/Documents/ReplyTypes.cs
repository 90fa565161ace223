using System.Collections.Immutable;
using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Common.Urls;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Documents;

/// <summary>The types that one method body reads replies into.</summary>
internal sealed class ReplyTypes(ProjectContext project, MemberCode code)
{
    private readonly HashSet<(string, Location)> _reported = [];

    /// <summary>
    /// Whether a call in these pieces of code could read a type: it is a type argument of the call, or the method has a name that says so.
    /// </summary>
    public static bool CouldBeIn(ImmutableArray<IOperation> blocks) => blocks.Any(block =>
        SourceIndex.IsIn(block.Syntax, "<") || Deserializing.Names.Any(name => SourceIndex.IsIn(block.Syntax, name)));

    public void Check()
    {
        if (!CouldBeIn(code.Blocks))
        {
            return;
        }

        var calls = code.Operations.OfType<IInvocationOperation>()
            .Where(call => call.TargetMethod.TypeArguments.Length == 1 || Deserializing.TypeOf(call) is not null).ToList();
        if (calls.Count == 0)
        {
            return;
        }

        var reader = new RequestReader(project, code);
        var asking = new HashSet<IInvocationOperation>();
        foreach (var request in reader.Requests)
        {
            if (request.User is IInvocationOperation { TargetMethod.TypeArguments: [var type] } call)
            {
                asking.Add(call);
                Check(call, type, request);
            }
        }

        if (OnlyOne(reader) is not { } only)
        {
            return;
        }

        foreach (var call in calls)
        {
            if (!asking.Contains(call) && Deserializing.TypeOf(call) is { } type)
            {
                Check(call, type, only);
            }
        }
    }

    /// <summary>The request whose reply the body reads, if it can only be one.</summary>
    private static FoundRequest? OnlyOne(RequestReader reader)
    {
        var requests = reader.Joined is { } joined ? [.. reader.Requests, joined] : reader.Requests;
        var asked = requests.Where(request => request.Version is not null).ToList();
        return asked.Count == 0 || requests.Any(request => !request.IsKnown || request.Match.Node != asked[0].Match.Node)
            || asked.Exists(request => request.AsksForText || request.Version != asked[0].Version) ? null : asked[0];
    }

    private void Check(IInvocationOperation call, ITypeSymbol type, FoundRequest request)
    {
        if (request is not { IsKnown: true, AsksForText: false, Version: { } version, Match.Node: { Kind: not RouteKind.Group } node })
        {
            return;
        }

        foreach (var finding in DocumentCheck.Inferred(
            project.Project, node, version, type, Deserializing.PlaceOf(call), Ask, Deserializing.IsSystemTextJson(call),
            code.Cancellation))
        {
            if (_reported.Add((finding.Id + finding.GetMessage(CultureInfo.InvariantCulture), finding.Location)))
            {
                code.Report(finding);
            }
        }

        Edit? Ask(ApiVersion other) => request.Url.Find(RequestUrl.VersionParameter) is { Value: var asked }
            && request.Url.Text.Locate(asked.Start, asked.Value.Length) is { } place
            ? new Edit(place, other.ToString(), $"Ask with api-version {other}") : null;
    }
}
