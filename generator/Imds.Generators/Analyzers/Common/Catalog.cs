using System.Runtime.CompilerServices;

namespace Imds.Generators.Analyzers.Common;

/// <summary>A name that generated code has at some versions.</summary>
/// <param name="Display">What it is in the service: a field path, an endpoint.</param>
/// <param name="Leads">The owner of the members of what it gives, or null where it gives a plain value.</param>
/// <param name="Deprecated">What to use instead and why; empty for what is in use.</param>
/// <param name="IsNegotiated">
/// Whether the client's version rules. Endpoints with a line of versions of their own fall back along that, whatever the client fell back
/// to, and nothing in the code can ask how far.
/// </param>
internal sealed record CatalogEntry(string Display, string? Leads, string Deprecated, bool IsNegotiated, VersionSet Versions);

/// <summary>
/// What the generated code has at each known version, by owner and name. An owner is a record's name, an accessor's behind
/// <c>Routes.</c>, <c>ImdsClient</c>, or nothing for the types themselves. It is taken from the very views that are emitted, so it
/// cannot say anything else than the code does.
/// </summary>
internal sealed class Catalog
{
    private const string Client = "ImdsClient";
    private const string Routes = "Routes.";

    private static readonly ConditionalWeakTable<ServiceView, Catalog> Cache = new();

    private readonly Dictionary<(string Owner, string Name), CatalogEntry> _entries = [];

    // The accessor of a list, and that of its elements, which are reached by an index and not by a name.
    private readonly Dictionary<string, string> _elements = [];

    private Catalog(ServiceView model)
    {
        Versions = model.Versions;
        var places = new ServiceNames(model);
        for (var i = 0; i < Versions.Count; i++)
        {
            Add(model.At(Versions[i]), i, places);
        }
    }

    /// <summary>The versions that a project can choose from, in order.</summary>
    public EquatableArray<ApiVersion> Versions { get; }

    public IEnumerable<(string Owner, string Name, CatalogEntry Entry)> All =>
        _entries.Select(entry => (entry.Key.Owner, entry.Key.Name, entry.Value));

    public IEnumerable<string> TypeNames => _entries.Keys.Where(key => key.Owner.Length == 0).Select(key => PlainName(key.Name));

    public static Catalog Of(ServiceView model) => Cache.GetValue(model, static model => new Catalog(model));

    public static string OwnerOfRoute(string typeName) => Routes + typeName;

    public CatalogEntry? Find(string owner, string name) => _entries.TryGetValue((owner, name), out var entry) ? entry : null;

    /// <summary>
    /// The one place near an owner that has a name which the owner lacks at every version: below it, or in what stands beside it.
    /// </summary>
    public CatalogEntry? Near(string owner, string name)
    {
        const int Steps = 2;
        var below = Below(owner, name, Steps).Take(2).ToList();
        if (below.Count == 0)
        {
            var parents = _entries.Where(entry => ElementOf(entry.Value.Leads) == owner).Select(entry => entry.Key.Owner).Distinct();
            below = [.. parents.SelectMany(parent => Below(parent, name, Steps)).Distinct().Take(2)];
        }

        return below is [var only] ? only : null;
    }

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

    private IEnumerable<CatalogEntry> Below(string owner, string name, int steps)
    {
        foreach (var next in _entries.Where(entry => entry.Key.Owner == owner).Select(entry => ElementOf(entry.Value.Leads)))
        {
            if (next is null)
            {
                continue;
            }

            if (_entries.TryGetValue((next, name), out var found))
            {
                yield return found;
            }
            else if (steps > 1)
            {
                foreach (var deeper in Below(next, name, steps - 1))
                {
                    yield return deeper;
                }
            }
        }
    }

    private string? ElementOf(string? owner) => owner is not null && _elements.TryGetValue(owner, out var element) ? element : owner;

    private static string PlainName(string name) =>
        name.StartsWith(Routes, StringComparison.Ordinal) ? name.Substring(Routes.Length) : name;

    private void Add(VersionView version, int index, ServiceNames places)
    {
        foreach (var record in version.Records)
        {
            Add("", record.Name, new CatalogEntry(places.OfType(record.Name), null, "", true, VersionSet.At(index)));
            foreach (var field in record.Fields)
            {
                var leads = field.Type.Kind == ValueKind.Object ? field.Type.TypeName : null;
                var entry = new CatalogEntry(
                    ServiceNames.Display(field.Ids[0]), leads, field.Deprecated, places.IsNegotiated(field.Ids[0]), VersionSet.At(index));
                Add(record.Name, field.Name, entry);
                if (field.Reader.Length > 0)
                {
                    Add(record.Name, field.Reader, entry);
                }
            }
        }
        foreach (var values in version.Values)
        {
            Add("", values.Known.TypeName, new CatalogEntry(ServiceNames.Display(values.Fields[0]), null, "", true, VersionSet.At(index)));
        }
        foreach (var route in version.Roots)
        {
            AddStep(Client, route, index, places);
        }
    }

    private void AddStep(string owner, RouteView route, int index, ServiceNames places)
    {
        var isLeaf = route.Kind == RouteKind.Leaf;
        var display = ServiceNames.Display(route);
        if (route.Name.Length == 0)
        {
            _elements[owner] = Routes + route.TypeName;
        }
        else
        {
            Add(owner, route.Name,
                new CatalogEntry(display, isLeaf ? null : Routes + route.TypeName, places.DeprecatedAt(route), route.IsNegotiated,
                    VersionSet.At(index)));
        }

        if (isLeaf)
        {
            return;
        }

        Add("", Routes + route.TypeName, new CatalogEntry(display, null, "", true, VersionSet.At(index)));
        foreach (var child in route.Children)
        {
            AddStep(Routes + route.TypeName, child, index, places);
        }
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
