using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Generators.Configuration;

/// <summary>Which versions are generated, into which namespaces.</summary>
internal sealed record Plan(
    ApiVersion Target, ApiVersion Minimum, bool IsPublic, LanguageVersion Language, bool NeedsInit, bool HasAsyncDisposable,
    bool HasHosting, EquatableArray<Plan.Part> Parts)
{
    /// <summary>Where the types of the target live.</summary>
    public string Namespace => Parts[0].Namespace;

    internal sealed record Part(ApiVersion Version, ApiVersion Minimum, string Namespace);

    /// <summary>Null where nothing can be generated; why is among the problems.</summary>
    /// <param name="known">The api-versions that a project can choose from, in order.</param>
    /// <param name="isObserved">Whether one has only been seen in use: it is neither chosen nor suggested unless asked for.</param>
    public static Plan? Make(
        EquatableArray<ApiVersion> known, Func<ApiVersion, bool> isObserved, ProjectSettings project, AttributeSettings? attribute,
        Surroundings surroundings, List<Problem> problems)
    {
        if (surroundings.Language < LanguageVersion.CSharp9)
        {
            problems.Add(Problem.At(Rules.LanguageTooOld, null, surroundings.Language.ToDisplayString()));
            return null;
        }
        if (!surroundings.HasRuntime)
        {
            problems.Add(Problem.At(Rules.RuntimeMissing, null));
            return null;
        }

        if (known.Count == 0)
        {
            problems.Add(Problem.At(Rules.SpecFiles, null,
                "The version tables name no api-version: add a table with the columns 'version,line'"));
            return null;
        }

        var documented = known.Where(version => !isObserved(version)).DefaultIfEmpty(known[known.Count - 1]).ToEquatable();
        var target = ChooseTarget(known, documented, project, attribute, problems);
        var minimum = ChooseMinimum(known, documented, project, attribute, target, problems);
        var root = project.RootNamespace;
        if (project.Namespace.Length > 0 && project.Namespace != root)
        {
            problems.Add(Problem.At(Rules.BadNamespace, null, project.Namespace));
        }

        var parts = new List<Part> { new(target, minimum, root) };
        foreach (var text in project.AdditionalApiVersions.Distinct())
        {
            if (Known(text, "the property ImdsAdditionalApiVersions", null, known, documented, problems) is { } version)
            {
                parts.Add(new Part(version, version, root + "." + version.ToIdentifier()));
            }
        }

        foreach (var version in parts.Select(part => part.Version).Distinct().Where(isObserved))
        {
            problems.Add(Problem.At(
                Rules.VersionObserved, version == target ? attribute?.Place : null, version.ToString(),
                documented[documented.Count - 1].ToString()));
        }

        return new Plan(
            target, minimum, project.IsPublic, surroundings.Language, !surroundings.HasInit, surroundings.HasAsyncDisposable,
            surroundings.HasHosting, parts.ToEquatable());
    }

    /// <summary>Where the choice is wrong, the newest: the error is reported, and no flood of others because types are missing.</summary>
    private static ApiVersion ChooseTarget(
        EquatableArray<ApiVersion> known, EquatableArray<ApiVersion> documented, ProjectSettings project, AttributeSettings? attribute,
        List<Problem> problems)
    {
        var newest = documented[documented.Count - 1];
        if (attribute is not null)
        {
            return Known(attribute.ApiVersion, "the attribute ImdsApiVersion", attribute.Place, known, documented, problems) ?? newest;
        }

        if (project.ApiVersion.Length > 0)
        {
            return Known(project.ApiVersion, "the property ImdsApiVersion", null, known, documented, problems) ?? newest;
        }

        problems.Add(Problem.At(Rules.VersionNotPinned, null, newest.ToString()));
        return newest;
    }

    private static ApiVersion ChooseMinimum(
        EquatableArray<ApiVersion> known, EquatableArray<ApiVersion> documented, ProjectSettings project, AttributeSettings? attribute,
        ApiVersion target,
        List<Problem> problems)
    {
        var text = attribute is not null ? attribute.Minimum : project.MinimumApiVersion;
        if (text.Length == 0 && attribute?.MinimumPlace is null)
        {
            return target;
        }

        var source = attribute is not null ? "Minimum of the attribute ImdsApiVersion" : "the property ImdsMinimumApiVersion";
        if (Known(text, source, attribute?.MinimumPlace, known, documented, problems) is not { } minimum)
        {
            return target;
        }

        if (minimum <= target)
        {
            return minimum;
        }

        problems.Add(Problem.At(Rules.MinimumAboveTarget, attribute?.MinimumPlace, minimum.ToString(), target.ToString()));
        return target;
    }

    private static ApiVersion? Known(
        string text, string source, Place? place, EquatableArray<ApiVersion> known, EquatableArray<ApiVersion> documented,
        List<Problem> problems)
    {
        if (ApiVersion.TryParse(text, out var version) && known.Contains(version))
        {
            return version;
        }

        var near = NearestVersion.To(text, documented, 3);
        problems.Add(Problem.At(Rules.UnknownVersion, place, text, source,
            near.Count == 1 ? $"did you mean {near[0]}?" : $"the nearest are {string.Join(", ", near)}"));
        return null;
    }
}
