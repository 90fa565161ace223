using Imds.Generators.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Common;

/// <summary>
/// What analyzers and fixes know of the project that they look at: the model of the service and the versions that it targets.
/// </summary>
/// <param name="Settings">What the project file says.</param>
/// <param name="Attribute">What the attribute says, which wins; null where there is none.</param>
/// <param name="IsSettled">Whether the versions are the ones that the project asks for. While one is being typed they are not.</param>
internal sealed record ImdsProject(ServiceView Model, Plan Plan, ProjectSettings Settings, AttributeSettings? Attribute, bool IsSettled)
{
    public ApiVersion Target => Plan.Target;

    public ApiVersion Minimum => Plan.Minimum;

    /// <summary>Where the target comes from, for messages.</summary>
    public string TargetSource =>
        Attribute is not null ? "the attribute ImdsApiVersion" : Settings.ApiVersion.Length > 0 ? "the property ImdsApiVersion"
        : "the newest known, since the project does not set ImdsApiVersion";

    public KnownVersions Versions { get; } = new(Model);

    /// <summary>The records by name.</summary>
    public IReadOnlyDictionary<string, RecordView> Types { get; } = Model.All.Records.ToDictionary(type => type.Name);

    public UncertainFields Uncertain { get; } = new(Model);

    /// <summary>Why what a route gives is of no use any more; empty where it is.</summary>
    public string DeprecatedAt(RouteView route) => route.Field is not { } place ? "" : Model.All.Records.SelectMany(record => record.Fields)
        .FirstOrDefault(field => field.Deprecated.Length > 0 && field.Ids.Contains(place))?.Deprecated ?? "";

    /// <summary>
    /// Null in a project that does not use IMDS, or whose specs cannot be read: the generator says what is wrong with those.
    /// </summary>
    public static ImdsProject? Read(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
    {
        if (compilation.GetTypeByMetadataName("Imds.CompilerServices.ImdsConnection") is null)
        {
            return null;
        }

        if (ServiceCache.Read(options, cancellation) is not { } model)
        {
            return null;
        }

        var attributeType = compilation.GetTypeByMetadataName("Imds.ImdsApiVersionAttribute");
        var data = compilation.Assembly.GetAttributes()
            .FirstOrDefault(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeType));
        var attribute = data is null ? null : AttributeSettings.Read(data, cancellation);
        var settings = ProjectSettings.Read(options.AnalyzerConfigOptionsProvider.GlobalOptions);
        var parseOptions = (CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options ?? CSharpParseOptions.Default;
        var problems = new List<Problem>();
        var surroundings = Surroundings.Of(compilation, parseOptions, settings);
        var plan = Plan.Make(model.Versions, model.IsObserved, settings, attribute, surroundings, problems);
        var isSettled = (data is null
            || attribute is not null && data.ApplicationSyntaxReference?.GetSyntax(cancellation).ContainsDiagnostics != true)
            && !problems.Exists(problem => problem.RuleId == Rules.UnknownVersion.Id || problem.RuleId == Rules.MinimumAboveTarget.Id);
        return plan is null ? null : new ImdsProject(model, plan, settings, attribute, isSettled);
    }
}
