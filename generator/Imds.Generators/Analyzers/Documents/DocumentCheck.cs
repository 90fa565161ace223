using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Common.Strings;
using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers.Documents;

/// <summary>Holds a type, and the types inside it, to a document of the service, member by member.</summary>
internal sealed class DocumentCheck
{
    private readonly ImdsProject _project;
    private readonly ServiceDocument _document;
    private readonly Location? _place;
    private readonly ITypeSymbol _root;
    private readonly Func<ApiVersion, Edit?> _ask;
    private readonly bool _isSystemTextJson;
    private readonly CancellationToken _cancellation;
    private readonly HashSet<(ITypeSymbol, FieldPath)> _visited = new(PairComparer.Instance);
    private readonly List<Diagnostic> _findings = [];

    private DocumentCheck(
        ImdsProject project, ServiceDocument document, ITypeSymbol root, Location? place, Func<ApiVersion, Edit?> ask,
        bool isSystemTextJson, CancellationToken cancellation) =>
        (_project, _document, _root, _place, _ask, _isSystemTextJson, _cancellation) = (project, document, root, place, ask,
            isSystemTextJson, cancellation);

    /// <summary>The findings about a type that is marked with the attribute, each at its member.</summary>
    /// <param name="ask">The change that asks for the document with another version, where one can be made.</param>
    public static IReadOnlyList<Diagnostic> Marked(
        ImdsProject project, ServiceDocument document, INamedTypeSymbol type, Func<ApiVersion, Edit?> ask, CancellationToken cancellation)
    {
        var check = new DocumentCheck(project, document, type, null, ask, isSystemTextJson: true, cancellation);
        if (document.Type.Kind == ValueKind.Object)
        {
            check.Walk(type, document.Type.TypeName, document.Type.IsList ? document.Path.ThenItem() : document.Path, type.Locations[0]);
        }

        return check._findings;
    }

    /// <summary>
    /// The findings about a type that is read from a reply, all at one place: the type may be used for other documents too.
    /// </summary>
    /// <param name="ask">The change that asks for the document with another version, where one can be made.</param>
    /// <param name="isSystemTextJson">Whether System.Text.Json reads it.</param>
    public static IReadOnlyList<Diagnostic> Inferred(
        ImdsProject project, RouteView node, ApiVersion version, ITypeSymbol type, Location place, Func<ApiVersion, Edit?> ask,
        bool isSystemTextJson,
        CancellationToken cancellation)
    {
        if (ServiceDocument.At(project, node, version) is not { IsBeyond: false, Type.Kind: ValueKind.Object } document)
        {
            return [];
        }

        var check = new DocumentCheck(project, document, type, place, ask, isSystemTextJson, cancellation);
        var item = JsonShape.Of(type) is { Kind: ShapeKind.List, Item: { } element } && document.Type.IsList
            ? element : document.Type.IsList ? null : type;
        if (item is null || JsonShape.Of(item).Kind != ShapeKind.Object || !check.LooksLike(item, document.Type.TypeName))
        {
            return [];
        }

        if (MarkedTypes.IsMarked(item, node, version))
        {
            return [];
        }

        check.Walk(item, document.Type.TypeName, document.Type.IsList ? document.Path.ThenItem() : document.Path, place);
        return check._findings;
    }

    /// <summary>Whether most members of the type are fields of the document, at whichever version.</summary>
    private bool LooksLike(ITypeSymbol type, string modelType)
    {
        var members = JsonMembers.Of(type).ToList();
        return members.Count > 0 && members.Count(member => Find(_project.Types[modelType], member) is not null) * 2 > members.Count;
    }

    private void Walk(ITypeSymbol type, string modelName, FieldPath path, Location place)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (!_visited.Add((type, path)) || _visited.Count > 500 || JsonMembers.HasConverter(type))
        {
            return;
        }

        foreach (var member in JsonMembers.Of(type))
        {
            if (!JsonMembers.HasConverter(member.Symbol))
            {
                Check(member, _project.Types[modelName], path, place);
            }
        }
    }

    private void Check(JsonMember member, RecordView model, FieldPath path, Location place)
    {
        var at = PlaceOf(member.Symbol, place);
        if (Find(model, member) is not { } field)
        {
            CheckUnknown(member, model, path, at);
            return;
        }

        if (!field.Availability.Contains(_document.Effective))
        {
            if (_document.IsBeyond)
            {
                return;
            }

            var asked = $"'{_document.Name}' is asked for with {_document.Asked}";
            var best = VersionHistory.NearestTo(_document.Asked, field.Availability, _project.Versions.Line(_document.Line));
            Report(DocumentRules.NotAvailable, at, best is { } version ? _ask(version) : null, member.Symbol.Name,
                Display(), VersionHistory.Describe(field.Availability, _document.Effective) + VersionHistory.Remedy(field.Deprecated),
                asked);
            return;
        }

        var shape = JsonShape.Of(member.Type);
        var expected = field.Type.IsList ? ShapeKind.List : field.Type.Kind == ValueKind.Object ? ShapeKind.Object : ShapeKind.Value;
        if (shape.Kind == ShapeKind.Any)
        {
            return;
        }

        if (shape.Kind != expected)
        {
            Report(DocumentRules.WrongKind, at, null, member.Symbol.Name, Display(), Name(expected), Name(shape.Kind));
            return;
        }

        if (field.Type is { Kind: ValueKind.String, IsList: false } && _isSystemTextJson && JsonMembers.IsBoolean(member.Type)
            && !JsonMembers.IsOfNewtonsoft(member.Symbol))
        {
            Report(DocumentRules.TextAsBoolean, at, null, member.Symbol.Name, Display());
            return;
        }

        if (field.Type.Kind != ValueKind.Object || shape.Item is null)
        {
            return;
        }

        if (field.Type.IsList && JsonShape.IsPair(shape.Item)
            && !_project.Types[field.Type.TypeName].Fields.Any(inner => inner.JsonName == "key"))
        {
            var names = string.Join(" and ", _project.Types[field.Type.TypeName].Fields.Select(inner => $"'{inner.JsonName}'"));
            Report(DocumentRules.ItemNames, at, null, member.Symbol.Name, Display(), names);
            return;
        }

        var item = field.Type.IsList ? JsonShape.Of(shape.Item) : shape;
        if (item.Kind is ShapeKind.List or ShapeKind.Value)
        {
            Report(DocumentRules.WrongKind, at, null, member.Symbol.Name, Display(), "a list of objects",
                item.Kind == ShapeKind.List ? "a list of lists" : "a list of single values");
        }
        else if (item is { Kind: ShapeKind.Object, Item: { } inner } && (_place is not null || !MarkedTypes.IsMarked(inner)))
        {
            Walk(inner, field.Type.TypeName, field.Type.IsList ? Here().ThenItem() : Here(), at);
        }

        // Most members are as they should be, and nobody asks where they are.
        FieldPath Here() => path.Then(field.JsonName);

        string Display() => _document.Display(Here());
    }

    private void CheckUnknown(JsonMember member, RecordView model, FieldPath path, Location place)
    {
        if (_document.IsBeyond)
        {
            return;
        }

        if (_project.Uncertain.In(_document.Document, path, member.Name, member.Symbol.Name, place) is { } seen)
        {
            _findings.Add(seen);
            return;
        }

        var near = Nearest.To(member.Name, model.Fields.Select(field => field.JsonName));
        // A type that nobody marked may hold fields of other documents besides.
        if (_place is not null && near is null)
        {
            return;
        }

        var owner = path.IsRoot ? _document.Document.ToString() : _document.Display(path);
        var hint = near is null ? "" : $": did you mean '{near}'?";
        if (near is null && _document.Asked >= _project.Versions.Newest)
        {
            Report(DocumentRules.NotInSpecs, place, null, member.Symbol.Name, owner, member.Name, _project.Versions.Newest);
            return;
        }

        Report(DocumentRules.UnknownField, place, near is null ? null : NameEdit(member, near), member.Symbol.Name, owner, member.Name,
            hint);
    }

    /// <summary>
    /// The field of that name. A name that no attribute gives is compared without case and separators, as a naming policy would turn it.
    /// </summary>
    private FieldView? Find(RecordView model, JsonMember member)
    {
        foreach (var field in model.Fields)
        {
            var comparison = member.IsExact && _place is null ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
            if (string.Equals(member.IsWritten ? field.JsonName : Letters(field.JsonName),
                member.IsWritten ? member.Name : Letters(member.Name), comparison))
            {
                return field;
            }
        }
        return null;
    }

    private Edit? NameEdit(JsonMember member, string near)
    {
        if (!member.IsWritten)
        {
            return null;
        }

        foreach (var attribute in member.Symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.Name is not ("JsonPropertyNameAttribute" or "JsonPropertyAttribute" or "DataMemberAttribute"))
            {
                continue;
            }

            if (attribute.ApplicationSyntaxReference?.GetSyntax(_cancellation) is { } syntax
                && Literals.Find(syntax, member.Name) is { } place)
            {
                return new Edit(place, near, $"Change '{member.Name}' to '{near}'");
            }
        }
        return null;
    }

    /// <summary>At the member, if it stands in the file of the type that is looked at; else at the member that leads to it.</summary>
    private Location PlaceOf(ISymbol member, Location leading)
    {
        if (_place is not null)
        {
            return _place;
        }

        foreach (var location in member.Locations)
        {
            if (location.SourceTree is { } tree && _root.Locations.Any(own => own.SourceTree == tree))
            {
                return location;
            }
        }

        return leading;
    }

    private void Report(DiagnosticDescriptor rule, Location place, Edit? edit, params object[] arguments) =>
        _findings.Add(rule.With(place, edit, arguments));

    private static string Letters(string name) => name.Replace("_", "").Replace("-", "");

    private static string Name(ShapeKind kind) =>
        kind switch { ShapeKind.List => "a list", ShapeKind.Object => "an object", _ => "a single value" };

    private sealed class PairComparer : IEqualityComparer<(ITypeSymbol Type, FieldPath Path)>
    {
        public static PairComparer Instance { get; } = new();

        public bool Equals((ITypeSymbol Type, FieldPath Path) x, (ITypeSymbol Type, FieldPath Path) y) =>
            x.Path.Equals(y.Path) && SymbolEqualityComparer.Default.Equals(x.Type, y.Type);

        public int GetHashCode((ITypeSymbol Type, FieldPath Path) pair) =>
            SymbolEqualityComparer.Default.GetHashCode(pair.Type) ^ pair.Path.GetHashCode();
    }
}
