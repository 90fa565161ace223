namespace Imds.Generators.Analyzers.Common;

/// <summary>Says of what generated code has what it is in the service: a field path or a route.</summary>
internal sealed class ServiceNames
{
    private readonly Dictionary<string, Dictionary<string, ModelField>> _fields;
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _deprecated = new(StringComparer.Ordinal);
    private readonly List<string> _endpoints = [];
    private readonly HashSet<string> _fixed = new(StringComparer.Ordinal);

    public ServiceNames(ApiModel model)
    {
        _fields = model.Types.ToDictionary(type => type.Name, type => type.Fields.ToDictionary(field => field.Name));
        foreach (var root in model.Roots)
        {
            AddEndpoints(root);
        }

        foreach (var type in model.Types)
        {
            foreach (var field in type.Fields)
            {
                if (field.Type.Kind == ValueKind.Object)
                {
                    Note(field.Type.TypeName, Display(field.Paths[0].Endpoint, field.Paths[0].Path));
                }

                if (field.Deprecated.Length > 0)
                {
                    foreach (var path in field.Paths)
                    {
                        _deprecated[Template(path)] = field.Deprecated;
                    }
                }
            }
        }

        foreach (var type in model.Types)
        {
            Note(type.Name, type.Fields.Count > 0 ? type.Fields[0].Paths[0].Endpoint : type.Name);
        }
    }

    public ModelField Field(string type, string member) => _fields[type][member];

    /// <summary>Where a record is found first.</summary>
    public string OfType(string name) => _types[name];

    /// <summary>A field's path where the route leads into a document, else the route itself.</summary>
    public string OfTemplate(string template)
    {
        foreach (var endpoint in _endpoints)
        {
            if (template.StartsWith(endpoint + "/", StringComparison.Ordinal))
            {
                return Display(endpoint, PathIn(endpoint, template));
            }
        }

        return template;
    }

    public string DeprecatedAt(string template) => _deprecated.TryGetValue(Plain(template), out var why) ? why : "";

    /// <summary>Whether a route, or a document of an endpoint, follows the version that the client speaks.</summary>
    public bool IsNegotiated(string route) =>
        !_fixed.Contains(route.Split('#')[0]) && !_fixed.Any(endpoint => route.StartsWith(endpoint + "/", StringComparison.Ordinal));

    /// <summary>The paths of the instance document stand alone, as in every table; others behind their endpoint.</summary>
    public static string Display(string endpoint, string path) =>
        endpoint == Specs.VersionTables.InstanceLine ? path : $"{endpoint.Split('#')[0]}: {path}";

    private void AddEndpoints(RouteNode node)
    {
        if (node.Kind == RouteKind.Endpoint)
        {
            _endpoints.Add(node.Template);
            if (!node.IsVersioned || node.Line != Specs.VersionTables.InstanceLine)
            {
                _fixed.Add(node.Template);
            }

            if (node.Type is { Kind: ValueKind.Object } type)
            {
                Note(type.TypeName, node.Template);
            }
        }
        foreach (var child in node.Children)
        {
            if (node.Kind is RouteKind.Group or RouteKind.Endpoint)
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

    private static string PathIn(string endpoint, string template) => Plain(template.Substring(endpoint.Length + 1)).Replace('/', '.');

    private static string Template(FieldPath path) => path.Endpoint + "/" + path.Path.Replace('.', '/');

    /// <summary>With <c>[]</c> for each index, as in field paths.</summary>
    private static string Plain(string template)
    {
        for (var i = 0; i < 4; i++)
        {
            template = template.Replace($"/{{{i.ToString(CultureInfo.InvariantCulture)}}}", "[]");
        }

        return template;
    }
}
