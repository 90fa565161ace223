using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.Configuration;

/// <summary>A member that the project declares in a part of a generated type, where it can be in the way of a generated one.</summary>
internal sealed record OwnMember(string Namespace, string Type, string Name, Place? Place)
{
    public string FullName => $"{Namespace}.{Type}.{Name}";

    /// <summary>The members of a type, by their syntax: asked after every keystroke, and before there is all that they name.</summary>
    public static IEnumerable<OwnMember> In(INamespaceOrTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>().SelectMany(part => part.Members).SelectMany(Names)
        .Where(name => name.ValueText.Length > 0)
        .Select(name => new OwnMember(type.ContainingNamespace.ToDisplayString(), type.Name, name.ValueText,
            Generators.Diagnostics.Place.From(name.GetLocation())));

    // A method with parameters stands beside one without.
    private static IEnumerable<SyntaxToken> Names(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null, TypeParameterList: null, ParameterList.Parameters.Count: 0 } method =>
            [method.Identifier],
        PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } property => [property.Identifier],
        EventDeclarationSyntax { ExplicitInterfaceSpecifier: null } @event => [@event.Identifier],
        BaseFieldDeclarationSyntax fields => fields.Declaration.Variables.Select(variable => variable.Identifier),
        BaseTypeDeclarationSyntax nested => [nested.Identifier],
        DelegateDeclarationSyntax nested => [nested.Identifier],
        _ => [],
    };
}
