using Imds.Generators.Configuration;
using Imds.Generators.Emit;
using Imds.Generators.Specs;
using Imds.Generators.Versions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators;

/// <summary>
/// Specs, model, versions, emission: four steps, each of which gets values and gives values. Between them the compiler compares, so that
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

        var model = specs.Select(static (files, _) => ServiceCache.Read(files)).WithTrackingName(ModelStep);

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

    private static Outcome<PlannedService> MakePlan(Outcome<ServiceView> service, ProjectSettings project, AttributeSettings? attribute, Surroundings surroundings)
    {
        var problems = service.Problems.ToList();
        var plan = service.Value is null ? null : Plan.Make(service.Value.Versions, service.Value.IsObserved, project, attribute, surroundings, problems);
        return new Outcome<PlannedService>(plan is null ? null : new PlannedService(service.Value!, plan), problems.ToEquatable());
    }

    private static IEnumerable<VersionFiles> EmitVersions(PlannedService? planned, CancellationToken cancellation)
    {
        if (planned is null)
        {
            yield break;
        }

        var emitter = new VersionEmitter(StyleOf(planned.Plan));
        foreach (var part in planned.Plan.Parts)
        {
            cancellation.ThrowIfCancellationRequested();
            var known = planned.Service.Versions.Where(version => part.Minimum <= version && version < part.Version).ToEquatable();
            yield return emitter.Emit(Lowering.Lower(planned.Service.At(part.Version), part.Version, part.Namespace, known));
        }
    }

    private static CodeStyle StyleOf(Plan plan) => new(plan.IsPublic ? "public" : "internal", plan.Language >= LanguageVersion.CSharp11, "Imds", []);

    private static void Report(SourceProductionContext output, EquatableArray<Problem> problems)
    {
        foreach (var problem in problems)
        {
            output.ReportDiagnostic(problem.ToDiagnostic());
        }
    }

    private static void EmitShared(SourceProductionContext output, PlannedService? planned)
    {
        if (planned is null)
        {
            return;
        }

        var target = planned.Plan.Target.ToString();
        Add(output, VersionsEmitter.Write(planned.Service.Versions, planned.Plan.Target, StyleOf(planned.Plan)).Fill("Imds", target));
        if (planned.Plan.NeedsInit)
        {
            Add(output, InitEmitter.Write(StyleOf(planned.Plan)).Fill("Imds", target));
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

    private sealed record PlannedService(ServiceView Service, Plan Plan);
}
