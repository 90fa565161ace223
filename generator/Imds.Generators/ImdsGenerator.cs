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
        var specs = context.AdditionalTextsProvider.Collect().Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (all, cancellation) => SpecFile.Read(all.Left, all.Right, cancellation)).WithTrackingName(SpecsStep);

        var model = specs.Select(static (files, _) => ServiceCache.Read(files)).WithTrackingName(ModelStep);

        var attribute = context.SyntaxProvider
            .ForAttributeWithMetadataName("Imds.ImdsApiVersionAttribute",
                static (node, _) => node is CompilationUnitSyntax,
                static (found, cancellation) => AttributeSettings.Read(found.Attributes[0], cancellation))
            .Collect();
        var settings = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ProjectSettings.Read(options.GlobalOptions));
        // Each step costs every keystroke a little, so that all that is asked of the compilation is one.
        var house = context.CompilationProvider.Combine(context.ParseOptionsProvider).Combine(settings).Select(static (all, _) =>
            (Surroundings: Surroundings.Of(all.Left.Left, all.Left.Right, all.Right),
                Neighbours: Neighbours.Of(all.Left.Left, all.Right.RootNamespace)));

        var plan = model.Combine(settings).Combine(attribute).Combine(house)
            .Select(static (all, _) => MakePlan(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right.FirstOrDefault(),
                all.Right.Surroundings, all.Right.Neighbours))
            .WithTrackingName(PlanStep);

        context.RegisterSourceOutput(plan, static (output, result) => Report(output, result.Problems));
        context.RegisterSourceOutput(plan.Select(static (result, _) => result.Value), static (output, plan) => EmitShared(output, plan));

        var versions = plan.SelectMany(static (result, cancellation) => EmitVersions(result.Value, cancellation))
            .WithTrackingName(VersionsStep);
        context.RegisterSourceOutput(versions, static (output, version) => Add(output, version));
    }

    private static Outcome<PlannedService> MakePlan(
        Outcome<ServiceView> service, ProjectSettings project, AttributeSettings? attribute, Surroundings surroundings,
        Neighbours neighbours)
    {
        var problems = service.Problems.ToList();
        var plan = service.Value is null
            ? null : Plan.Make(service.Value.Versions, service.Value.IsObserved, project, attribute, surroundings, problems);
        if (plan is null)
        {
            return new Outcome<PlannedService>(null, problems.ToEquatable());
        }

        if (neighbours.Hiding is { } hiding)
        {
            var (text, place) = hiding.Type;
            problems.Add(Problem.At(Rules.RootTaken, place, text, hiding.IsNamespace ? "namespace" : "type of the runtime",
                text.Split('.')[0] is "Imds" or "System"
                    ? "rename it or put it into another namespace"
                    : "rename it, or set ImdsNamespace so that the generated types live elsewhere"));
            return new Outcome<PlannedService>(null, problems.ToEquatable());
        }

        var taken = Taken(service.Value!, plan, neighbours, problems);
        if (neighbours.Elsewhere.Length > 0)
        {
            problems.Add(Problem.At(Rules.GeneratedTwice, null, plan.Namespace, neighbours.Elsewhere));
        }

        ReportMembers(service.Value!, plan, neighbours, problems);
        var hidden = neighbours.Own.Select(name => name.Text).Where(TypeNames.All.Contains).ToEquatable();
        var members = neighbours.Members.Select(member => member with { Place = null }).ToEquatable();
        return new Outcome<PlannedService>(new PlannedService(service.Value!, plan, taken, hidden, members), problems.ToEquatable());
    }

    /// <summary>
    /// The names of generated types that the project has given to types of its own. Each is a problem, but for constants of known values,
    /// which nothing else needs.
    /// </summary>
    private static EquatableArray<string> Taken(ServiceView service, Plan plan, Neighbours neighbours, List<Problem> problems)
    {
        if (neighbours.Own.Count == 0)
        {
            return [];
        }

        var view = service.At(plan.Target);
        var generated = new HashSet<string>(view.Records.Select(record => record.Name), StringComparer.Ordinal)
        {
            ClientEmitter.Name,
            VersionsEmitter.Name,
        };
        foreach (var name in neighbours.Own.Where(name => generated.Contains(name.Text)))
        {
            var full = plan.Namespace + "." + name.Text;
            problems.Add(Problem.At(Rules.NameTaken, name.Place, full, full));
        }

        generated.UnionWith(view.Values.Select(values => values.Known.TypeName));
        return neighbours.Own.Select(name => name.Text).Where(generated.Contains).ToEquatable();
    }

    /// <summary>
    /// Members of the project where a property belongs, which other code may want to be the generated one. A method that is generated for
    /// convenience stands back without a word.
    /// </summary>
    private static void ReportMembers(ServiceView service, Plan plan, Neighbours neighbours, List<Problem> problems)
    {
        if (neighbours.Members.Count == 0)
        {
            return;
        }

        foreach (var part in plan.Parts)
        {
            var view = service.At(part.Version);
            var generated = view.Records.SelectMany(record => record.Fields.Select(field => (record.Name, field.Name)))
                .Concat(view.Roots.Select(root => (ClientEmitter.Name, root.Name))).ToLookup(pair => pair.Item1, pair => pair.Item2);
            foreach (var member in neighbours.Members.Where(member => member.Namespace == part.Namespace
                && generated[member.Type].Contains(member.Name)))
            {
                problems.Add(Problem.At(Rules.MemberTaken, member.Place, member.FullName));
            }
        }
    }

    private static IEnumerable<VersionFiles> EmitVersions(PlannedService? planned, CancellationToken cancellation)
    {
        if (planned is null)
        {
            yield break;
        }

        var style = StyleOf(planned);
        foreach (var part in planned.Plan.Parts)
        {
            cancellation.ThrowIfCancellationRequested();
            var taken = part.Namespace == planned.Plan.Namespace ? planned.Taken : [];
            var own = planned.Members.Where(member => member.Namespace == part.Namespace).ToEquatable();
            yield return EmissionCache.Write(planned.Service, new PartToWrite(part, taken, own, style));
        }
    }

    private static CodeStyle StyleOf(PlannedService planned) => new(
        planned.Plan.IsPublic ? "public" : "internal", planned.Plan.Language >= LanguageVersion.CSharp11, planned.Plan.HasAsyncDisposable,
        planned.Plan.Namespace, planned.Hidden);

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
        if (!planned.Taken.Contains(VersionsEmitter.Name))
        {
            var draft = VersionsEmitter.Write(planned.Service.Versions, Arrivals.Of(planned.Service), planned.Plan.Target,
                StyleOf(planned));
            Add(output, draft.Fill(planned.Plan.Namespace, target));
        }

        if (planned.Plan.NeedsInit)
        {
            Add(output, InitEmitter.Write(StyleOf(planned)).Fill(planned.Plan.Namespace, target));
        }

        if (planned.Plan.HasHosting && !planned.Taken.Contains(ClientEmitter.Name))
        {
            var clients = planned.Plan.Parts.Select(part => part.Namespace).ToEquatable();
            Add(output, HostingEmitter.Write(clients, InstanceOf(planned), StyleOf(planned)).Fill(planned.Plan.Namespace, target));
        }
    }

    /// <summary>The document about the whole machine; null where the specs are somebody's own and have none.</summary>
    private static InstanceModel? InstanceOf(PlannedService planned) => planned.Service.At(planned.Plan.Target).Roots
        .Where(root => root.Template.ToString() == "instance" && root.Type is { Kind: ValueKind.Object, IsList: false } type
            && !planned.Taken.Contains(type.TypeName) && !root.Parameters.Any(parameter => parameter.IsRequired))
        .Select(root => new InstanceModel(root.Name, root.Type!.Value.TypeName)).FirstOrDefault();

    private static void Add(SourceProductionContext output, VersionFiles version)
    {
        foreach (var file in version.Files)
        {
            Add(output, file);
        }
    }

    private static void Add(SourceProductionContext output, SourceFile file) =>
        output.AddSource(file.HintName, new SegmentedText(file.Segments));

    /// <param name="Taken">Names of generated types that types of the project have.</param>
    /// <param name="Hidden">Names of other types that mean something of the project where the generated code is.</param>
    /// <param name="Members">What the project declares in parts of generated types, wherever that is.</param>
    private sealed record PlannedService(ServiceView Service, Plan Plan, EquatableArray<string> Taken, EquatableArray<string> Hidden,
        EquatableArray<OwnMember> Members);
}
