using Imds.Generators.Specs;

namespace Imds.Generators.Model;

/// <summary>Where in a document an expansion stands.</summary>
/// <param name="Path">The field path so far.</param>
/// <param name="NameHint">What a type without a name of its own is called after.</param>
/// <param name="Route">The accessor to hang fields on, or null where the endpoint takes no route filters.</param>
internal sealed record Position(DocumentId Document, FieldPath Path, string NameHint, VersionLine Line, Availability Availability, RouteBuilder? Route);

/// <summary>
/// Expands schemas from a document's root down to its leaves, joins each field with its rows, and makes the records of it. One
/// definition becomes one record, unless its fields have different histories in different places: then one record for each history.
/// </summary>
internal sealed class TypeBuilder(SwaggerDocument swagger, VersionTables tables, List<Problem> problems)
{
    private const int MaxDepth = 16;
    private const int MaxFields = 5000;

    private readonly UniqueNames _names = new();
    private readonly List<Draft> _drafts = [];
    private readonly HashSet<FieldId> _seen = [];
    private readonly HashSet<DocumentId> _seenDocuments = [];
    private int _count;

    public IEnumerable<ModelType> Types => _drafts.Select(draft => draft.ToType());

    public bool HasSeen(FieldId field) => _seen.Contains(field);

    public bool HasSeen(DocumentId document) => _seenDocuments.Contains(document);

    public IEnumerable<FieldId> SeenFields => _seen;

    /// <summary>What a schema is in C#, or null where it is nothing: the reason is among the problems then.</summary>
    public FieldType? TypeOf(SwaggerSchema schema, Position position) => TypeOf(schema, position, []);

    private FieldType? TypeOf(SwaggerSchema schema, Position position, Stack<string> open)
    {
        if (Resolve(schema, open, out var pushed) is not { } resolved)
        {
            return null;
        }

        try
        {
            return resolved.Kind switch
            {
                SchemaKind.Object => new FieldType(ValueKind.Object, RecordOf(schema, resolved, position, open), IsList: false),
                SchemaKind.Array => ListOf(resolved, position, open),
                SchemaKind.Unsupported => LeaveOut(resolved, position, resolved.Unsupported!),
                _ => new FieldType(Scalar(resolved.Kind), "", IsList: false),
            };
        }
        finally
        {
            for (; pushed > 0; pushed--)
            {
                open.Pop();
            }
        }
    }

    private FieldType? ListOf(SwaggerSchema array, Position position, Stack<string> open)
    {
        var items = position with
        {
            Path = position.Path.ThenItem(),
            NameHint = position.NameHint + "Item",
            Route = position.Route?.AddItem(),
        };
        return TypeOf(array.Items!, items, open) switch
        {
            null => null,
            { IsList: true } => LeaveOut(array, position, "arrays of arrays are not supported"),
            { } item => item with { IsList = true },
        };
    }

    private string RecordOf(SwaggerSchema written, SwaggerSchema schema, Position position, Stack<string> open)
    {
        if (open.Count > MaxDepth || position.Path.Steps.Count(step => !step.IsItem) > MaxDepth)
        {
            throw TooLarge(schema, $"deeper than {MaxDepth} levels");
        }

        var hint = written.Reference is { } definition && Naming.TryType(definition, out var named) ? named : position.NameHint;
        var fields = new List<ModelField>();
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in PropertiesOf(schema, open))
        {
            if (++_count > MaxFields)
            {
                throw TooLarge(schema, $"beyond {MaxFields} fields");
            }

            if (FieldOf(property, position, hint, members, open) is { } field)
            {
                fields.Add(field);
            }
        }

        var origin = (written.Reference ?? "") is { Length: > 0 } reference ? "#" + reference : schema.Pointer;
        if (_drafts.Find(draft => draft.Origin == origin && draft.Line == position.Line && draft.HasHistoryOf(fields)) is { } known)
        {
            known.AddIdsOf(fields);
            return known.Name;
        }

        var candidates = new[] { hint, position.NameHint }.Where(name => !members.ContainsKey(name)).ToArray();
        var draft = new Draft(origin, _names.Take(candidates.Length > 0 ? candidates : [hint + "Model"]), schema.Description, position.Line, fields);
        _drafts.Add(draft);
        return draft.Name;
    }

    private ModelField? FieldOf(SwaggerProperty property, Position position, string hint, Dictionary<string, string> members, Stack<string> open)
    {
        var path = position.Path.Then(property.Name);
        if (property.Name is "." or ".." || !Naming.TryMember(property.ClientName ?? property.Name, out var member))
        {
            problems.Add(Problem.At(Rules.UnsupportedSchema, swagger.Map.PlaceOf(property.Schema.Pointer), path.ToString(), "no C# name can be made of its name: give it one with x-ms-client-name"));
            return null;
        }
        if (members.TryGetValue(member, out var other))
        {
            problems.Add(Problem.At(Rules.NameCollision, swagger.Map.PlaceOf(property.Schema.Pointer), other, property.Name, member));
            return null;
        }
        members.Add(member, property.Name);

        var key = new FieldId(position.Document, path);
        var rows = tables.Fields.AvailabilityOf(key);
        if (rows is null)
        {
            problems.Add(Problem.At(Rules.MissingRow, swagger.Map.PlaceOf(property.Schema.Pointer), "field", path.ToString()));
        }

        _seen.Add(key);
        _seenDocuments.Add(position.Document);

        var availability = (rows ?? Availability.Always).Within(position.Availability);
        var route = position.Route?.AddField(property.Name, member, property.Schema.Description, availability);
        var inside = new Position(position.Document, path, Shorten(hint, member), position.Line, availability, route);
        if (TypeOf(property.Schema, inside, open) is not { } type)
        {
            route?.Remove();
            return null;
        }
        if (route is not null)
        {
            route.Type = type;
        }

        var description = property.Schema.Description is { Length: > 0 } own ? own : DescriptionOf(property.Schema);
        if (route is not null)
        {
            route.Description = description;
        }

        return new ModelField(property.Name, member, description, Extension("x-imds-deprecated"), type, property.Schema.IsSecret, property.Schema.IsTime,
            Extension("x-imds-signs"), availability, [key]);

        string Extension(string name) => swagger.Map.StringAt(property.Schema.Pointer + "/" + name) ?? "";
    }

    /// <summary>Follows references to what they mean, noting each on the way in <paramref name="open"/>.</summary>
    private SwaggerSchema? Resolve(SwaggerSchema schema, Stack<string> open, out int pushed)
    {
        pushed = 0;
        while (schema.Kind == SchemaKind.Reference)
        {
            var pointer = schema.Pointer + "/$ref";
            if (schema.Reference is not { } name || !swagger.Definitions.TryGetValue(name, out var target))
            {
                problems.Add(Problem.At(Rules.UnknownReference, swagger.Map.PlaceOf(pointer), swagger.Map.StringAt(pointer) ?? schema.Reference ?? ""));
                return Unwind(ref pushed);
            }
            if (open.Contains(name))
            {
                var circle = string.Join(" → ", open.Reverse().SkipWhile(opened => opened != name).Append(name));
                problems.Add(Problem.At(Rules.CircularReference, swagger.Map.PlaceOf(pointer), circle));
                return Unwind(ref pushed);
            }
            open.Push(name);
            pushed++;
            schema = target;
        }
        return schema;

        SwaggerSchema? Unwind(ref int count)
        {
            for (; count > 0; count--)
            {
                open.Pop();
            }

            return null;
        }
    }

    /// <summary>A schema's properties, those of its bases (<c>allOf</c>) first; one of its own replaces one of theirs.</summary>
    private List<SwaggerProperty> PropertiesOf(SwaggerSchema schema, Stack<string> open)
    {
        var properties = new List<SwaggerProperty>();
        foreach (var part in schema.Bases)
        {
            if (Resolve(part, open, out var pushed) is not { } resolved)
            {
                continue;
            }

            foreach (var property in PropertiesOf(resolved, open))
            {
                Put(property);
            }

            for (; pushed > 0; pushed--)
            {
                open.Pop();
            }
        }
        foreach (var property in schema.Properties)
        {
            Put(property);
        }

        return properties;

        void Put(SwaggerProperty property)
        {
            var at = properties.FindIndex(other => other.Name == property.Name);
            if (at < 0)
            {
                properties.Add(property);
            }
            else
            {
                properties[at] = property;
            }
        }
    }

    private string DescriptionOf(SwaggerSchema schema)
    {
        for (var i = 0; i < MaxDepth && schema.Description.Length == 0 && schema.Reference is { } name && swagger.Definitions.TryGetValue(name, out var target); i++)
        {
            schema = target;
        }

        return schema.Description;
    }

    private FieldType? LeaveOut(SwaggerSchema schema, Position position, string why)
    {
        problems.Add(Problem.At(Rules.UnsupportedSchema, swagger.Map.PlaceOf(schema.Pointer), position.Path.ToString(), why));
        return null;
    }

    private SpecException TooLarge(SwaggerSchema schema, string how) =>
        new(Rules.SwaggerTooLarge, swagger.Map.PlaceOf(schema.Pointer), how);

    /// <summary>A nested type is called after what it is in, as long as that stays short enough to read.</summary>
    private static string Shorten(string hint, string member) => hint.Length + member.Length > 100 ? member : hint + member;

    private static ValueKind Scalar(SchemaKind kind) => kind switch
    {
        SchemaKind.Int32 => ValueKind.Int32,
        SchemaKind.Int64 => ValueKind.Int64,
        SchemaKind.Double => ValueKind.Double,
        SchemaKind.Boolean => ValueKind.Boolean,
        _ => ValueKind.String,
    };

    private sealed class Draft(string origin, string name, string description, VersionLine line, List<ModelField> fields)
    {
        public string Origin => origin;

        public string Name => name;

        public VersionLine Line => line;

        public bool HasHistoryOf(List<ModelField> others) => fields.Select(Shape).SequenceEqual(others.Select(Shape));

        public void AddIdsOf(List<ModelField> others)
        {
            for (var i = 0; i < fields.Count; i++)
            {
                fields[i] = fields[i] with { Ids = fields[i].Ids.Concat(others[i].Ids).ToEquatable() };
            }
        }

        public ModelType ToType() => new(name, description, line, fields.ToEquatable());

        private static (string, FieldType, Availability) Shape(ModelField field) => (field.JsonName, field.Type, field.Availability);
    }
}
