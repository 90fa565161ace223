namespace Imds.Generators.Analyzers.Common;

/// <summary>Says of what generated code has what it is in the service: a field path or a route.</summary>
internal sealed class ServiceNames
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<FieldId, string> _deprecated = [];
    private readonly HashSet<RouteTemplate> _fixed = [];

    public ServiceNames(ServiceView service)
    {
        foreach (var root in service.All.Roots)
        {
            AddEndpoints(root);
        }

        foreach (var record in service.All.Records)
        {
            foreach (var field in record.Fields)
            {
                if (field.Type.Kind == ValueKind.Object)
                {
                    Note(field.Type.TypeName, Display(field.Ids[0]));
                }

                if (field.Deprecated.Length > 0)
                {
                    foreach (var id in field.Ids)
                    {
                        _deprecated[id] = field.Deprecated;
                    }
                }
            }
        }

        foreach (var record in service.All.Records)
        {
            Note(record.Name, record.Fields[0].Ids[0].Document.ToString());
        }
    }

    /// <summary>Where a record is found first.</summary>
    public string OfType(string name) => _types[name];

    public string DeprecatedAt(RouteView route) => route.Field is { } field && _deprecated.TryGetValue(field, out var why) ? why : "";

    /// <summary>Whether a field's document follows the version that the client speaks.</summary>
    public bool IsNegotiated(FieldId field) => !_fixed.Contains(field.Document.Endpoint);

    /// <summary>A field's path where the route leads into a document, else the route itself.</summary>
    public static string Display(RouteView route) =>
        route.Field is { Path.IsRoot: false } field ? Display(field) : route.Template.ToString();

    /// <summary>The paths of the instance document stand alone, as in every table; others behind their endpoint.</summary>
    public static string Display(FieldId field) =>
        field.Document == DocumentId.Instance ? field.Path.ToString() : $"{field.Document.Endpoint}: {field.Path}";

    private void AddEndpoints(RouteView route)
    {
        if (route.Kind == RouteKind.Endpoint)
        {
            if (!route.IsNegotiated)
            {
                _fixed.Add(route.Template);
            }

            if (route.Type is { Kind: ValueKind.Object } type)
            {
                Note(type.TypeName, route.Template.ToString());
            }
        }
        foreach (var child in route.Children)
        {
            if (route.Kind is RouteKind.Group or RouteKind.Endpoint)
            {
                AddEndpoints(child);
            }
        }
    }

    private void Note(string type, string place)
    {
        if (!_types.ContainsKey(type))
        {
            _types.Add(type, place);
        }
    }
}
