using System.Runtime.CompilerServices;

namespace Imds.Generators.Analyzers.Common;

/// <summary>A name that generated code has at some versions.</summary>
/// <param name="Display">What it is in the service: a field path, an endpoint.</param>
/// <param name="Leads">The owner of the members of what it gives, or null where it gives a plain value.</param>
/// <param name="Deprecated">What to use instead and why; empty for what is in use.</param>
/// <param name="IsNegotiated">
/// Whether the client's version rules. Endpoints with a line of versions of their own are asked for a fixed one, whatever the client fell back to.
/// </param>
internal sealed record CatalogEntry(string Display, string? Leads, string Deprecated, bool IsNegotiated, VersionSet Versions);

/// <summary>
/// What the generated code has at each known version, by owner and name. An owner is a record's name, an accessor's behind
/// <c>Routes.</c>, <c>ImdsClient</c>, or nothing for the types themselves. It is taken from the very projections that are emitted, so it
/// cannot say anything else than the code does.
/// </summary>
internal sealed class Catalog
{
    private const string Client = "ImdsClient";
    private const string Routes = "Routes.";

    private static readonly ConditionalWeakTable<ApiModel, Catalog> Cache = new();

    private readonly Dictionary<(string Owner, string Name), CatalogEntry> _entries = [];

    private Catalog(ApiModel model)
    {
        Versions = model.Line(Specs.VersionTables.InstanceLine)?.Versions ?? [];
        var places = new ServiceNames(model);
        for (var i = 0; i < Versions.Count; i++)
        {
            Add(Projection.On(model, Versions[i], "Imds"), i, places);
        }
    }

    /// <summary>The versions that a project can choose from, in order.</summary>
    public EquatableArray<ApiVersion> Versions { get; }

    public IEnumerable<(string Owner, string Name, CatalogEntry Entry)> All => _entries.Select(entry => (entry.Key.Owner, entry.Key.Name, entry.Value));

    public IEnumerable<string> TypeNames => _entries.Keys.Where(key => key.Owner.Length == 0).Select(key => PlainName(key.Name));

    public static Catalog Of(ApiModel model) => Cache.GetValue(model, static model => new Catalog(model));

    public static string OwnerOfRoute(string typeName) => Routes + typeName;

    public CatalogEntry? Find(string owner, string name) => _entries.TryGetValue((owner, name), out var entry) ? entry : null;

    public IEnumerable<string> NamesOf(string owner) => _entries.Keys.Where(key => key.Owner == owner).Select(key => key.Name);

    public VersionSet Where(Func<ApiVersion, bool> condition)
    {
        var set = VersionSet.None;
        for (var i = 0; i < Versions.Count; i++)
        {
            if (condition(Versions[i]))
            {
                set |= VersionSet.At(i);
            }
        }

        return set;
    }

    public bool Has(VersionSet set, ApiVersion version) => !(set & Where(known => known == version)).IsEmpty;

    public ApiVersion? Lowest(VersionSet set)
    {
        for (var i = 0; i < Versions.Count; i++)
        {
            if (set.Has(i))
            {
                return Versions[i];
            }
        }

        return null;
    }

    /// <summary>The lowest version from which on a set has all of the possible ones.</summary>
    public ApiVersion? LowestFrom(VersionSet set, VersionSet possible)
    {
        ApiVersion? lowest = null;
        for (var i = Versions.Count - 1; i >= 0; i--)
        {
            if (!possible.Has(i))
            {
                continue;
            }

            if (!set.Has(i))
            {
                break;
            }

            lowest = Versions[i];
        }
        return lowest;
    }

    /// <summary>A set as ranges, each up to the first known version that is not in it.</summary>
    public IReadOnlyList<VersionRange> RangesOf(VersionSet set)
    {
        var ranges = new List<VersionRange>();
        for (var i = 0; i < Versions.Count; i++)
        {
            if (!set.Has(i))
            {
                continue;
            }

            var from = i;
            while (i + 1 < Versions.Count && set.Has(i + 1))
            {
                i++;
            }

            ranges.Add(new VersionRange(Versions[from], i + 1 < Versions.Count ? Versions[i + 1] : ApiVersion.Never));
        }
        return ranges;
    }

    /// <summary>The names that some of these versions lack: all that a look at the code needs to stop at.</summary>
    public HashSet<string> NamesMissingIn(VersionSet versions)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in _entries)
        {
            if (!entry.Value.Versions.Includes(versions))
            {
                names.Add(PlainName(entry.Key.Name));
            }
        }

        return names;
    }

    private static string PlainName(string name) => name.StartsWith(Routes, StringComparison.Ordinal) ? name.Substring(Routes.Length) : name;

    private void Add(VersionModel version, int index, ServiceNames places)
    {
        foreach (var record in version.Records)
        {
            Add("", record.Name, new CatalogEntry(places.OfType(record.Name), null, "", true, VersionSet.At(index)));
            foreach (var property in record.Properties)
            {
                var field = places.Field(record.Name, property.Name);
                var leads = field.Type.Kind == ValueKind.Object ? field.Type.TypeName : null;
                var display = ServiceNames.Display(field.Paths[0].Endpoint, field.Paths[0].Path);
                Add(record.Name, property.Name, new CatalogEntry(display, leads, field.Deprecated, places.IsNegotiated(field.Paths[0].Endpoint), VersionSet.At(index)));
            }
        }
        foreach (var accessor in version.Accessors)
        {
            Add("", Routes + accessor.Name, new CatalogEntry(places.OfTemplate(accessor.Template), null, "", true, VersionSet.At(index)));
            foreach (var member in accessor.Members)
            {
                AddStep(Routes + accessor.Name, member, index, places);
            }
        }
        foreach (var member in version.ClientMembers)
        {
            AddStep(Client, member, index, places);
        }
    }

    private void AddStep(string owner, MemberModel member, int index, ServiceNames places)
    {
        var leads = member.Type.EndsWith(">", StringComparison.Ordinal) ? null : Routes + member.Type;
        Add(owner, member.Name, new CatalogEntry(places.OfTemplate(member.Template), leads, places.DeprecatedAt(member.Template), places.IsNegotiated(member.Template), VersionSet.At(index)));
    }

    private void Add(string owner, string name, CatalogEntry entry)
    {
        if (_entries.TryGetValue((owner, name), out var known))
        {
            entry = entry with { Versions = known.Versions | entry.Versions };
        }

        _entries[(owner, name)] = entry;
    }
}
