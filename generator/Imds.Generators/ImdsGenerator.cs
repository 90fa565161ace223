using Imds.Generators.Emit;
using Imds.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators;

/// <summary>
/// Read, model, project, emit: four steps, each of which gets values and gives values. Between them the compiler compares, so that
/// a keystroke in a file that says nothing about IMDS goes no further than the first comparison.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ImdsGenerator : IIncrementalGenerator
{
    internal const string SpecsStep = "Specs";
    internal const string ModelStep = "Model";
    internal const string PlanStep = "Plan";
    internal const string VersionsStep = "Versions";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var specs = context.AdditionalTextsProvider.Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellation) => SpecFile.Read(pair.Left, pair.Right, cancellation))
            .Where(static spec => spec is not null).Select(static (spec, _) => spec!)
            .Collect().Select(static (files, _) => files.ToEquatable()).WithTrackingName(SpecsStep);

        var model = specs.Select(static (files, _) => ModelCache.Read(files)).WithTrackingName(ModelStep);

        var project = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ProjectSettings.Read(options.GlobalOptions));
        var surroundings = context.CompilationProvider.Combine(context.ParseOptionsProvider)
            .Select(static (pair, _) => Surroundings.Of(pair.Left, pair.Right));
        var attribute = context.SyntaxProvider
            .ForAttributeWithMetadataName("Imds.ImdsApiVersionAttribute",
                static (node, _) => node is CompilationUnitSyntax,
                static (found, cancellation) => AttributeSettings.Read(found.Attributes[0], cancellation))
            .Collect().Select(static (found, _) => found.FirstOrDefault());

        var plan = model.Combine(project).Combine(attribute).Combine(surroundings)
            .Select(static (all, _) => MakePlan(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right)).WithTrackingName(PlanStep);

        context.RegisterSourceOutput(plan, static (output, result) => Report(output, result.Problems));
        context.RegisterSourceOutput(plan.Select(static (result, _) => result.Value), static (output, plan) => EmitShared(output, plan));

        var versions = plan.SelectMany(static (result, cancellation) => EmitVersions(result.Value, cancellation)).WithTrackingName(VersionsStep);
        context.RegisterSourceOutput(versions, static (output, version) => Add(output, version));
    }

    private static Outcome<PlannedModel> MakePlan(Outcome<ApiModel> model, ProjectSettings project, AttributeSettings? attribute, Surroundings surroundings)
    {
        var problems = model.Problems.ToList();
        var plan = model.Value is null ? null : Plan.Make(model.Value, project, attribute, surroundings, problems);
        return new Outcome<PlannedModel>(plan is null ? null : new PlannedModel(model.Value!, plan), problems.ToEquatable());
    }

    private static IEnumerable<VersionFiles> EmitVersions(PlannedModel? planned, CancellationToken cancellation)
    {
        if (planned is null)
        {
            yield break;
        }

        var emitter = new VersionEmitter(planned.Plan.Style);
        foreach (var part in planned.Plan.Parts)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return emitter.Emit(Projection.On(planned.Model, part.Version, part.Namespace, part.Minimum));
        }
    }

    private static void Report(SourceProductionContext output, EquatableArray<Problem> problems)
    {
        foreach (var problem in problems)
        {
            output.ReportDiagnostic(problem.ToDiagnostic());
        }
    }

    private static void EmitShared(SourceProductionContext output, PlannedModel? planned)
    {
        if (planned is null)
        {
            return;
        }

        var versions = planned.Model.Line(VersionTables.InstanceLine)!.Versions;
        var target = planned.Plan.Target.ToString();
        Add(output, VersionsEmitter.Write(versions, planned.Plan.Target, planned.Plan.Style).Fill("Imds", target));
        if (planned.Plan.NeedsInit)
        {
            Add(output, InitEmitter.Write(planned.Plan.Style).Fill("Imds", target));
        }
    }

    private static void Add(SourceProductionContext output, VersionFiles version)
    {
        foreach (var file in version.Files)
        {
            Add(output, file);
        }
    }

    private static void Add(SourceProductionContext output, SourceFile file) =>
        output.AddSource(file.HintName, new PiecedText(file.Pieces));

    private sealed record PlannedModel(ApiModel Model, Plan Plan);
}
