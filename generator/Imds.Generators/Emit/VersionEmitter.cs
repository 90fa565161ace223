namespace Imds.Generators.Emit;

/// <summary>Writes versions, one after the other. What one has in common with another is written once.</summary>
internal sealed class VersionEmitter(CodeStyle style)
{
    private readonly Dictionary<RecordModel, FileTemplate> _records = [];
    private readonly Dictionary<ValuesModel, FileTemplate> _values = [];
    private readonly Dictionary<AccessorModel, FileTemplate> _accessors = [];

    public VersionFiles Emit(VersionModel version)
    {
        var files = new List<SourceFile>();
        if (version.HasClient)
        {
            files.Add(ClientEmitter.Write(version, style).Fill(version.Namespace, version.ApiVersion));
        }

        foreach (var accessor in version.Accessors)
        {
            if (!_accessors.TryGetValue(accessor, out var draft))
            {
                _accessors.Add(accessor, draft = AccessorEmitter.Write(accessor, style));
            }

            files.Add(draft.Fill(version.Namespace, version.ApiVersion));
        }
        foreach (var record in version.Records)
        {
            if (!_records.TryGetValue(record, out var draft))
            {
                _records.Add(record, draft = RecordEmitter.Write(record, style));
            }

            files.Add(draft.Fill(version.Namespace, version.ApiVersion));
        }

        foreach (var values in version.Values)
        {
            if (!_values.TryGetValue(values, out var draft))
            {
                _values.Add(values, draft = ValuesEmitter.Write(values, style));
            }

            files.Add(draft.Fill(version.Namespace, version.ApiVersion));
        }

        return new VersionFiles(files.ToEquatable());
    }
}

/// <summary>The files of one version.</summary>
internal sealed record VersionFiles(EquatableArray<SourceFile> Files);
