using Imds.Generators.Specs;

namespace Imds.Generators.Model;

/// <summary>Where in a document an expansion stands.</summary>
/// <param name="Path">The field path so far.</param>
/// <param name="NameHint">What a type without a name of its own is called after.</param>
/// <param name="Route">The accessor to hang fields on, or null where the endpoint takes no route filters.</param>
internal sealed record Position(DocumentId Document, FieldPath Path, string NameHint, VersionLine Line, Availability Availability,
    RouteBuilder? Route);

/// <summary>
/// Expands schemas from a document's root down to its leaves, joins each field with its rows, and makes the records of it. One
/// definition becomes one record, unless its fields have different histories in different places: then one record for each history.
/// </summary>
internal sealed class TypeBuilder(SwaggerDocument swagger, VersionTables tables, List<Problem> problems)
{
    private const int MaxDepth = 16;
    private const int MaxReferences = 64;
    private const int MaxFields = 1000;
    private const int MaxValues = 200;

    private readonly UniqueNames _names = new();
    private readonly List<RecordBuilder> _records = [];
    private readonly Dictionary<(string Origin, VersionLine Line), List<RecordBuilder>> _recordsByOrigin = [];
    private readonly Dictionary<string, List<SwaggerProperty>> _properties = new(StringComparer.Ordinal);
    private readonly HashSet<FieldId> _seen = [];
    private readonly HashSet<DocumentId> _seenDocuments = [];
    private int _count;

    public IEnumerable<ModelType> Types => _records.Select(record => record.ToType());

    public bool HasSeen(FieldId field) => _seen.Contains(field);

    public bool HasSeen(DocumentId document) => _seenDocuments.Contains(document);

    public IEnumerable<FieldId> SeenFields => _seen;

    /// <summary>Counts one more of what is generated; too many of it would keep the compiler busy for long.</summary>
    public void Count(string pointer)
    {
        if (++_count > MaxFields)
        {
            throw TooLarge(pointer, $"beyond {MaxFields.ToString(CultureInfo.InvariantCulture)} fields, endpoints and parameters");
        }
    }

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
            throw TooLarge(schema.Pointer, $"deeper than {MaxDepth} levels");
        }

        var hint = written.Reference is { } definition && Naming.TryType(definition, out var named) ? named : position.NameHint;
        var fields = new List<ModelField>();
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in PropertiesOf(schema, open))
        {
            Count(property.Schema.Pointer);
            if (FieldOf(property, position, hint, members, open) is { } field)
            {
                fields.Add(field);
            }
        }

        var origin = (written.Reference ?? "") is { Length: > 0 } reference ? "#" + reference : schema.Pointer;
        if (!_recordsByOrigin.TryGetValue((origin, position.Line), out var records))
        {
            _recordsByOrigin[(origin, position.Line)] = records = [];
        }

        if (records.Find(record => record.HasHistoryOf(fields)) is { } known)
        {
            known.AddIdsOf(fields);
            return known.Name;
        }

        var candidates = new[] { hint, position.NameHint }.Select(Naming.Type).Where(IsFree).ToArray();
        var record = new RecordBuilder(_names.Take(candidates.Length > 0 ? candidates : [hint + "Model"]), schema.Description,
            position.Line, fields);
        _records.Add(record);
        records.Add(record);
        return record.Name;

        // A type may not have a member of its own name, nor a method that reads one of its fields.
        bool IsFree(string name) =>
            !members.ContainsKey(name) && !(name.StartsWith("Get", StringComparison.Ordinal) && members.ContainsKey(name.Substring(3)));
    }

    private ModelField? FieldOf(SwaggerProperty property, Position position, string hint, Dictionary<string, string> members,
        Stack<string> open)
    {
        var path = position.Path.Then(property.Name);
        if (property.Name is "." or ".." || !Naming.TryMember(property.ClientName ?? property.Name, out var member))
        {
            problems.Add(Problem.At(Rules.UnsupportedSchema, swagger.Map.PlaceOf(property.Schema.Pointer), path.ToString(),
                "no C# name can be made of its name: give it one with x-ms-client-name"));
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
        var isObserved = tables.Fields[key].Any(row => row.IsObserved);
        if (isObserved)
        {
            description += " It has been seen in replies, and no document of the service has it.";
        }

        if (route is not null)
        {
            route.Description = description;
        }

        return new ModelField(property.Name, member, description, Extension("x-imds-deprecated"), type, property.Schema.Format,
            ValuesOf(property.Schema).ToEquatable(),
            Extension("x-imds-signs"), availability, [key], isObserved);

        string Extension(string name) => swagger.Map.StringAt(property.Schema.Pointer + "/" + name) ?? "";
    }

    private List<KnownValue> ValuesOf(SwaggerSchema schema)
    {
        var values = new List<KnownValue>();
        foreach (var value in schema.Values ?? [])
        {
            if (values.Count >= MaxValues)
            {
                throw TooLarge(schema.Pointer, $"beyond {MaxValues.ToString(CultureInfo.InvariantCulture)} values of one field");
            }

            if (value.Value.Length == 0 || !Naming.TryMember(value.Name, out var name))
            {
                problems.Add(Problem.At(Rules.UnsupportedSchema, swagger.Map.PlaceOf(value.Pointer), value.Name,
                    "each of x-imds-values needs a 'value', and a 'name' that a C# name can be made of"));
            }
            else if (values.Find(other => other.Name == name) is { } other)
            {
                problems.Add(Problem.At(Rules.NameCollision, swagger.Map.PlaceOf(value.Pointer), other.Value, value.Value, name));
            }
            else
            {
                values.Add(new KnownValue(name, value.Value, value.Description));
            }
        }

        return values;
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
                problems.Add(Problem.At(Rules.UnknownReference, swagger.Map.PlaceOf(pointer),
                    swagger.Map.StringAt(pointer) ?? schema.Reference ?? ""));
                return Unwind(ref pushed);
            }
            if (open.Contains(name))
            {
                var circle = string.Join(" → ", open.Reverse().SkipWhile(opened => opened != name).Append(name));
                problems.Add(Problem.At(Rules.CircularReference, swagger.Map.PlaceOf(pointer), circle));
                return Unwind(ref pushed);
            }
            if (open.Count >= MaxReferences)
            {
                throw TooLarge(pointer, $"through more than {MaxReferences} references");
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

    /// <summary>
    /// A schema's properties, those of its bases (<c>allOf</c>) first; one of its own replaces one of theirs. Worked out once for each
    /// schema, however many name it.
    /// </summary>
    private List<SwaggerProperty> PropertiesOf(SwaggerSchema schema, Stack<string> open)
    {
        if (_properties.TryGetValue(schema.Pointer, out var known))
        {
            return known;
        }

        var properties = new List<SwaggerProperty>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
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

        _properties.Add(schema.Pointer, properties);
        return properties;

        void Put(SwaggerProperty property)
        {
            if (places.TryGetValue(property.Name, out var at))
            {
                properties[at] = property;
                return;
            }

            if (properties.Count > MaxFields)
            {
                throw TooLarge(schema.Pointer, $"beyond {MaxFields.ToString(CultureInfo.InvariantCulture)} fields in one type");
            }

            places.Add(property.Name, properties.Count);
            properties.Add(property);
        }
    }

    private string DescriptionOf(SwaggerSchema schema)
    {
        for (var i = 0; i < MaxDepth && schema.Description.Length == 0 && schema.Reference is { } name
            && swagger.Definitions.TryGetValue(name, out var target); i++)
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

    private SpecException TooLarge(string pointer, string how) => new(Rules.SwaggerTooLarge, swagger.Map.PlaceOf(pointer), how);

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

    private sealed class RecordBuilder(string name, string description, VersionLine line, List<ModelField> fields)
    {
        private readonly List<List<FieldId>> _ids = [.. fields.Select(field => field.Ids.ToList())];

        public string Name => name;

        public bool HasHistoryOf(List<ModelField> others) => fields.Select(Shape).SequenceEqual(others.Select(Shape));

        public void AddIdsOf(List<ModelField> others)
        {
            for (var i = 0; i < fields.Count; i++)
            {
                _ids[i].AddRange(others[i].Ids);
            }
        }

        public ModelType ToType() =>
            new(name, description, line, fields.Select((field, i) => field with { Ids = _ids[i].ToEquatable() }).ToEquatable());

        private static (string, FieldType, Availability) Shape(ModelField field) => (field.JsonName, field.Type, field.Availability);
    }
}
