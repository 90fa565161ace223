using System.Runtime.CompilerServices;

namespace Imds.Generators.Analyzers.Common;

/// <summary>The known values of fields, by the generated members that give the fields: of records, and of accessors.</summary>
internal sealed class FieldValues
{
    private static readonly ConditionalWeakTable<ServiceView, FieldValues> Cache = new();

    private readonly Dictionary<(string Owner, string Name), KnownField> _members = [];

    private FieldValues(ServiceView service)
    {
        var fields = new Dictionary<FieldId, KnownField>();
        foreach (var record in service.All.Records)
        {
            foreach (var field in record.Fields)
            {
                if (field.Values is { } values)
                {
                    var known = new KnownField(ServiceNames.Display(field.Ids[0]), values);
                    _members[(record.Name, field.Name)] = known;
                    foreach (var id in field.Ids)
                    {
                        fields[id] = known;
                    }
                }
            }
        }

        foreach (var root in service.All.Roots)
        {
            AddLeaves("", root, fields);
        }
    }

    public IEnumerable<string> Names => _members.Keys.Select(member => member.Name);

    public static FieldValues Of(ServiceView service) => Cache.GetValue(service, static service => new FieldValues(service));

    /// <param name="owner">The record or accessor, as the <see cref="Catalog"/> calls it.</param>
    public KnownField? Find(string owner, string name) => _members.TryGetValue((owner, name), out var known) ? known : null;

    private void AddLeaves(string owner, RouteView route, Dictionary<FieldId, KnownField> fields)
    {
        if (route is { Kind: RouteKind.Leaf, Field: { } id } && fields.TryGetValue(id, out var known))
        {
            _members[(owner, route.Name)] = known;
        }

        foreach (var child in route.Children)
        {
            AddLeaves(Catalog.OwnerOfRoute(route.TypeName), child, fields);
        }
    }
}

/// <param name="Display">What it is in the service.</param>
internal sealed record KnownField(string Display, KnownValues Values);
