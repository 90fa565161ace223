namespace Imds.Generators.Versions;

/// <summary>The service as it is looked at: at one of its versions, or over all of them.</summary>
internal sealed class ServiceView : IEquatable<ServiceView>
{
    private readonly Model.ApiModel _model;

    public ServiceView(Model.ApiModel model)
    {
        _model = model;
        All = VersionViewBuilder.Build(model, null);
    }

    /// <summary>All that there ever was.</summary>
    public VersionView All { get; }

    public IEnumerable<VersionLine> Lines => _model.Lines.Select(line => line.Line);

    /// <summary>The api-versions that a project can choose from, in order.</summary>
    public EquatableArray<ApiVersion> Versions => VersionsOf(VersionLine.Instance);

    /// <summary>Those of them that a document has; the others have been seen in use.</summary>
    public EquatableArray<ApiVersion> Documented => Versions.Where(version => !IsObserved(version)).ToEquatable();

    /// <summary>Fields that have been seen, but not well enough to be in the types: nothing can be said against their use.</summary>
    public IEnumerable<UncertainView> Uncertain =>
        _model.Uncertain.Select(seen => new UncertainView(seen.Field, seen.Name, seen.Since, seen.Source));

    /// <summary>Whether a version has been seen in use and no document has it.</summary>
    public bool IsObserved(ApiVersion version) => _model.Lines.Any(line => line.Observed.Contains(version));

    /// <summary>The api-versions of a line, in order.</summary>
    public EquatableArray<ApiVersion> VersionsOf(VersionLine line)
    {
        foreach (var known in _model.Lines)
        {
            if (known.Line == line)
            {
                return known.Versions;
            }
        }

        return [];
    }

    /// <summary>The version of a line that a project gets: the newest that is not newer than the one it chose.</summary>
    public ApiVersion? NewestUpTo(ApiVersion chosen, VersionLine line)
    {
        ApiVersion? newest = null;
        foreach (var version in VersionsOf(line))
        {
            if (version <= chosen)
            {
                newest = version;
            }
        }

        return newest;
    }

    /// <summary>
    /// The versions of a line that will do in place of the one that a project gets, as it must also run where the service knows no more
    /// than an older version that it names.
    /// </summary>
    public EquatableArray<ApiVersion> Between(ApiVersion minimum, ApiVersion chosen, VersionLine line)
    {
        var (oldest, newest) = (NewestUpTo(minimum, line) ?? minimum, NewestUpTo(chosen, line) ?? chosen);
        return VersionsOf(line).Where(version => oldest <= version && version < newest).ToEquatable();
    }

    /// <summary>What there is at a version.</summary>
    public VersionView At(ApiVersion version)
    {
        var lines = new Dictionary<VersionLine, ApiVersion?>();
        foreach (var line in _model.Lines)
        {
            lines.Add(line.Line, NewestUpTo(version, line.Line));
        }

        return VersionViewBuilder.Build(_model, lines);
    }

    public bool Equals(ServiceView? other) => other is not null && _model.Equals(other._model);

    public override bool Equals(object? obj) => Equals(obj as ServiceView);

    public override int GetHashCode() => _model.GetHashCode();
}
