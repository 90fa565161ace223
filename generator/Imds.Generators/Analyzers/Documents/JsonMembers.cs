using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers.Documents;

/// <summary>A member that a serializer fills from JSON.</summary>
/// <param name="Name">The name in JSON.</param>
/// <param name="IsExact">Whether the name is written in an attribute of System.Text.Json, which compares it character by character.</param>
/// <param name="IsWritten">Whether an attribute gives the name.</param>
internal readonly record struct JsonMember(ISymbol Symbol, ITypeSymbol Type, string Name, bool IsExact, bool IsWritten);

/// <summary>
/// Which members System.Text.Json and Newtonsoft.Json fill. The attributes are told by their names, so that neither has to be referenced,
/// and copies of them under another namespace count too.
/// </summary>
internal static class JsonMembers
{
    public static IEnumerable<JsonMember> Of(ITypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
        {
            var isContract = Has(level, "DataContractAttribute");
            foreach (var member in level.GetMembers())
            {
                if (seen.Add(member.Name) && Read(member, type, isContract) is { } read)
                {
                    yield return read;
                }
            }
        }
    }

    /// <summary>Whether a converter of its own decides what the type or the member is in JSON.</summary>
    public static bool HasConverter(ISymbol symbol) => Has(symbol, "JsonConverterAttribute") || Has(symbol, "JsonPolymorphicAttribute");

    public static bool IsBoolean(ITypeSymbol type) => type.SpecialType == SpecialType.System_Boolean
        || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T,
            TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] };

    /// <summary>Whether Newtonsoft.Json reads it, which takes text for what it says.</summary>
    public static bool IsOfNewtonsoft(ISymbol member) => Has(member, "JsonPropertyAttribute");

    private static JsonMember? Read(ISymbol member, ITypeSymbol owner, bool isContract)
    {
        if (member.IsStatic || member.IsImplicitlyDeclared || IsIgnored(member))
        {
            return null;
        }

        var (name, isExact) = NameOf(member);
        if (isContract && name is null && !Has(member, "DataMemberAttribute") && !Has(member, "JsonPropertyAttribute"))
        {
            return null;
        }

        var isWritten = name is not null;
        switch (member)
        {
            case IPropertySymbol { Parameters.IsEmpty: true } property:
                var isFilled = property is { DeclaredAccessibility: Accessibility.Public, SetMethod: not null }
                    || HasParameter(owner, property);
                return isWritten || isFilled || Has(property, "JsonIncludeAttribute")
                    ? new JsonMember(property, property.Type, name ?? property.Name, isExact, isWritten) : null;
            case IFieldSymbol field when isWritten || Has(field, "JsonIncludeAttribute"):
                return new JsonMember(field, field.Type, name ?? field.Name, isExact, isWritten);
            default:
                return null;
        }
    }

    private static (string? Name, bool IsExact) NameOf(ISymbol member)
    {
        string? other = null;
        foreach (var attribute in member.GetAttributes())
        {
            switch (attribute.AttributeClass?.Name)
            {
                case "JsonPropertyNameAttribute":
                    if (attribute.ConstructorArguments is [{ Value: string exact }])
                    {
                        return (exact, true);
                    }

                    break;
                case "JsonPropertyAttribute":
                    other = attribute.ConstructorArguments is [{ Value: string { Length: > 0 } first }, ..]
                        ? first : Named(attribute, "PropertyName") ?? other;
                    break;
                case "DataMemberAttribute":
                    other ??= Named(attribute, "Name");
                    break;
            }
        }
        return (other is "" ? null : other, false);
    }

    private static string? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value is { Kind: TypedConstantKind.Primitive,
            Value: string text } ? text : null;

    private static bool IsIgnored(ISymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            switch (attribute.AttributeClass?.Name)
            {
                case "JsonExtensionDataAttribute" or "IgnoreDataMemberAttribute":
                    return true;
                case "JsonIgnoreAttribute":
                    // Without a condition, or Always, or WhenReading. The other conditions are about writing.
                    var condition = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Condition").Value;
                    return condition.Kind != TypedConstantKind.Enum || condition.Value is 1 or 5;
            }
        }
        return false;
    }

    /// <summary>A property without a setter is filled through a constructor, if one has a parameter of its name.</summary>
    private static bool HasParameter(ITypeSymbol owner, IPropertySymbol property) =>
        property is { DeclaredAccessibility: Accessibility.Public, SetMethod: null } && owner is INamedTypeSymbol named
            && named.InstanceConstructors.Any(constructor =>
            constructor.Parameters.Any(parameter => string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase)));

    private static bool Has(ISymbol symbol, string attribute) => symbol.GetAttributes().Any(data => data.AttributeClass?.Name == attribute);
}
