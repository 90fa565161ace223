namespace Imds.Generators.Model;

/// <summary>Grows the tree of accessors while the Swagger is walked.</summary>
internal sealed class RouteBuilder
{
    private const int MaxIndexes = 4;

    private readonly RouteBuilder? _parent;
    private readonly UniqueNames _typeNames;
    private readonly string _baseName;
    private readonly List<RouteBuilder> _children = [];

    private RouteBuilder(RouteBuilder? parent, UniqueNames typeNames, string name, string baseName, RouteTemplate template)
    {
        (_parent, _typeNames, Name, _baseName, Template) = (parent, typeNames, name, baseName, template);
        if (parent is null)
        {
            return;
        }

        (Line, IsVersioned, TakesFilters, Availability) = (parent.Line, parent.IsVersioned, parent.TakesFilters, parent.Availability);
    }

    public static RouteBuilder Root() => new(null, new UniqueNames("ImdsRoute"), "", "", RouteTemplate.Root);

    public string Name { get; }

    public RouteTemplate Template { get; }

    public RouteKind Kind { get; private set; }

    public string Description { get; set; } = "";

    public FieldType? Type { get; set; }

    public Availability Availability { get; set; } = Availability.Always;

    public VersionLine Line { get; set; } = VersionLine.Instance;

    public bool IsVersioned { get; set; }

    public bool TakesFilters { get; set; }

    public EquatableArray<RouteParameter> Parameters { get; set; }

    /// <summary>How the service behaves here, for an endpoint.</summary>
    public EndpointPolicy? Policy { get; set; }

    public RoutePost? Post { get; set; }

    public WatchedFields? Watch { get; set; }

    public IEnumerable<RouteBuilder> Children => _children;

    /// <summary>The part of a path that leads on from here, made if it is not there yet.</summary>
    public RouteBuilder Step(string segment, string name)
    {
        if (_children.Find(child => child.Template.Name == segment) is { } known)
        {
            return known;
        }

        var step = Add(segment, name);
        step.Availability = Availability.Always;
        return step;
    }

    public void MakeEndpoint() => Kind = RouteKind.Endpoint;

    public RouteBuilder AddField(string segment, string name, string description, Availability availability)
    {
        var field = Add(segment, name);
        field.Description = description;
        field.Availability = availability;
        field.Kind = RouteKind.Leaf;
        return field;
    }

    /// <summary>The elements of this, a list; null beyond the number of indexes that a route can hold.</summary>
    public RouteBuilder? AddItem()
    {
        if (Template.IndexCount == MaxIndexes)
        {
            return null;
        }

        var item = new RouteBuilder(this, _typeNames, "", _baseName, Template.ThenIndex()) { Description = Description };
        _children.Add(item);
        return item;
    }

    public void Remove() => _parent?._children.Remove(this);

    public EquatableArray<RouteNode> BuildChildren() => _children.Select(child => child.Build()).ToEquatable();

    private RouteNode Build()
    {
        var kind = Kind is RouteKind.Group or RouteKind.Endpoint && Name.Length > 0 ? Kind
            : Type switch
            {
                { IsList: true } => RouteKind.List,
                { Kind: ValueKind.Object } => RouteKind.Object,
                _ => RouteKind.Leaf,
            };
        var suffix = kind == RouteKind.List ? "ListRoute" : "Route";
        while (_children.Exists(child => child.Name == _baseName + suffix))
        {
            suffix += "Route"; // a member may not be called like its type
        }

        var typeName = kind == RouteKind.Leaf ? "" : _typeNames.Take(_baseName + suffix);
        if (kind == RouteKind.List && _children.Count == 1)
        {
            _children[0].Type = Type!.Value with { IsList = false };
        }

        return new RouteNode(kind, Name, typeName, Template, Description, Type, Availability, Line, IsVersioned, TakesFilters,
            Parameters, Policy, Post, Watch, BuildChildren());
    }

    private RouteBuilder Add(string segment, string name)
    {
        var baseName = _baseName.Length + name.Length > 200 ? name : _baseName + name;
        var child = new RouteBuilder(this, _typeNames, name, baseName, Template.Then(segment));
        _children.Add(child);
        return child;
    }
}
