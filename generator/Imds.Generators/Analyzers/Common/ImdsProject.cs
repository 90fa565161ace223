using Imds.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Imds.Generators.Analyzers.Common;

/// <summary>What analyzers and fixes know of the project that they look at: the model of the service and the versions that it targets.</summary>
internal sealed record ImdsProject(ApiModel Model, Plan Plan)
{
    public ApiVersion Target => Plan.Target;

    public ApiVersion Minimum => Plan.Minimum;

    public KnownVersions Versions { get; } = new(Model);

    /// <summary>The model's types by name.</summary>
    public IReadOnlyDictionary<string, ModelType> Types { get; } = Model.Types.ToDictionary(type => type.Name);

    /// <summary>Null in a project that does not use IMDS, or whose specs cannot be read: the generator says what is wrong with those.</summary>
    public static ImdsProject? Read(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
    {
        if (compilation.GetTypeByMetadataName("Imds.CompilerServices.ImdsConnection") is null)
        {
            return null;
        }

        var files = options.AdditionalFiles
            .Select(file => SpecFile.Read(file, options.AnalyzerConfigOptionsProvider, cancellation))
            .Where(file => file is not null).Select(file => file!).ToEquatable();
        if (files.Count == 0 || ModelCache.Read(files).Value is not { } model)
        {
            return null;
        }

        var attributeType = compilation.GetTypeByMetadataName("Imds.ImdsApiVersionAttribute");
        var attribute = compilation.Assembly.GetAttributes()
            .FirstOrDefault(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeType));
        var parseOptions = (CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options ?? CSharpParseOptions.Default;
        var plan = Plan.Make(model, ProjectSettings.Read(options.AnalyzerConfigOptionsProvider.GlobalOptions),
            attribute is null ? null : AttributeSettings.Read(attribute, cancellation), Surroundings.Of(compilation, parseOptions), []);
        return plan is null ? null : new ImdsProject(model, plan);
    }
}
