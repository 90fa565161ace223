using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Common.Strings;
using Imds.Generators.Analyzers.Common.Urls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Requests;

/// <summary>Holds the requests of one method body, initializer or attribute to what the service has.</summary>
internal sealed class RequestBlock(ProjectContext shared, MemberCode code)
{
    private readonly ImdsProject _project = shared.Project;
    private readonly HashSet<(string, Location)> _reported = [];

    public void Check()
    {
        var found = new RequestReader(shared, code);
        foreach (var request in found.Requests)
        {
            Check(request);
        }

        foreach (var template in found.Templates)
        {
            new TemplateCheck(_project, part => Locate(template.Text, part, template.Place), Report).Check(template.Text, template.User);
        }

        if (found.Joined is { } joined)
        {
            CheckOf(joined).CheckJoined();
        }
    }

    private void Check(FoundRequest request)
    {
        var check = CheckOf(request);
        // What a Uri holds was looked at where the Uri is made.
        if (!request.Url.Text.IsUri)
        {
            check.CheckText();
        }

        if (request.Sink != SinkKind.Sent)
        {
            return;
        }

        check.CheckSent();
        new ClientCheck(request, code.Operations, Report).Check();
        if (request.User is IInvocationOperation call && UrlSinks.GivesText(call))
        {
            new TypedSuggestion(_project, request).Report(call, Report);
        }
    }

    private RequestCheck CheckOf(FoundRequest request) =>
        new(_project, request, part => Locate(request.Url.Text, part, request.Place), Report);

    /// <summary>In the literal itself where it is part of this body; where it stands elsewhere, at the place that uses it.</summary>
    private Location Locate(StringValue text, UrlPart? part, IOperation place)
    {
        var spelt = part is { } known ? text.Locate(known.Start, known.Value.Length) : null;
        return spelt is { SourceTree: { } tree }
            && code.Blocks.Any(block => block.Syntax.SyntaxTree == tree && block.Syntax.Span.Contains(spelt.SourceSpan))
            ? spelt : place.Syntax.GetLocation();
    }

    private void Report(Diagnostic finding)
    {
        if (_reported.Add((finding.Id + finding.GetMessage(CultureInfo.InvariantCulture), finding.Location)))
        {
            code.Report(finding);
        }
    }
}
