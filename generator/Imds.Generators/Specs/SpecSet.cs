namespace Imds.Generators.Specs;

/// <summary>The specs that count: one Swagger, and all tables.</summary>
internal sealed record SpecSet(SpecFile Swagger, IReadOnlyList<SpecFile> Tables)
{
    /// <summary>A Swagger of the project's own takes the place of the package's. The order of the files does not matter.</summary>
    public static SpecSet? Choose(IEnumerable<SpecFile> files, List<Problem> problems)
    {
        var ordered = files.OrderBy(file => file.IsOwn).ThenBy(file => file.Path, StringComparer.Ordinal).ToList();
        var swaggers = ordered.Where(file => file.Kind == SpecKind.Swagger).ToList();
        if (swaggers.Exists(file => file.IsOwn))
        {
            swaggers.RemoveAll(file => !file.IsOwn);
        }

        if (swaggers.Count == 1)
        {
            return new SpecSet(swaggers[0], [.. ordered.Where(file => file.Kind == SpecKind.Versions)]);
        }

        if (swaggers.Count == 0)
        {
            problems.Add(Problem.At(Rules.SpecFiles, null,
                "There is no Swagger document: add one with <AdditionalFiles Include=\"my.swagger.json\" ImdsSpec=\"swagger\" />"));
        }

        foreach (var extra in swaggers.Skip(1))
        {
            problems.Add(Problem.At(Rules.SpecFiles, new Place(extra.Path, default, default),
                $"There are two Swagger documents, this one and '{swaggers[0].Path}': give ImdsSpec=\"swagger\" to one of them alone"));
        }

        return null;
    }
}
