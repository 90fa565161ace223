using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers.Documents;

internal enum ShapeKind
{
    /// <summary>It takes whatever comes, or nothing is known of it.</summary>
    Any,
    Value,
    List,
    Object,
}

/// <summary>What a type is in JSON.</summary>
/// <param name="Item">What a list holds.</param>
internal readonly record struct JsonShape(ShapeKind Kind, ITypeSymbol? Item)
{
    private static readonly JsonShape Any = new(ShapeKind.Any, null);
    private static readonly JsonShape Value = new(ShapeKind.Value, null);

    public static JsonShape Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        if (JsonMembers.HasConverter(type))
        {
            return Any;
        }

        if (type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_String or SpecialType.System_DateTime
            || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double)
        {
            return Value;
        }

        if (type is IArrayTypeSymbol array)
        {
            return array.ElementType.SpecialType == SpecialType.System_Byte ? Value : new JsonShape(ShapeKind.List, array.ElementType);
        }

        if (type is not INamedTypeSymbol named || type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Error
            || type.TypeKind == TypeKind.Dynamic)
        {
            return Any;
        }

        if (IsTree(named))
        {
            return Any;
        }

        if (Argument(named, "IDictionary") is not null || Argument(named, "IReadOnlyDictionary") is not null)
        {
            return new JsonShape(ShapeKind.Object, null);
        }

        if (Argument(named, "IEnumerable") is { } item)
        {
            return new JsonShape(ShapeKind.List, item);
        }
        // Of types from elsewhere, such as Guid or Uri, serializers know more than their members tell.
        return type.DeclaringSyntaxReferences.IsEmpty ? Any : new JsonShape(ShapeKind.Object, type);
    }

    /// <summary>Whether it is <c>KeyValuePair</c>, whose names in JSON are Key and Value.</summary>
    public static bool IsPair(ITypeSymbol type) => type is INamedTypeSymbol { Name: "KeyValuePair", Arity: 2 } pair
        && pair.ContainingNamespace.ToDisplayString() == "System.Collections.Generic";

    /// <summary>The documents of the serializers themselves.</summary>
    private static bool IsTree(INamedTypeSymbol type) =>
        type.Name is "JsonElement" or "JsonDocument" or "JsonNode" or "JsonObject" or "JsonArray" or "JsonValue" or "JToken" or "JObject"
            or "JArray" or "JValue";

    private static ITypeSymbol? Argument(INamedTypeSymbol type, string @interface)
    {
        foreach (var candidate in type.AllInterfaces.Prepend(type))
        {
            if (candidate.Name == @interface && candidate.TypeArguments.Length > 0
                && candidate.ContainingNamespace.ToDisplayString() == "System.Collections.Generic")
            {
                return candidate.TypeArguments[candidate.TypeArguments.Length - 1];
            }
        }

        return null;
    }
}
