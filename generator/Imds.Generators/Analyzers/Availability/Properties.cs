using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Imds.Generators.Analyzers.Availability;

internal static class Properties
{
    /// <summary>The property that a token is a use of, or null for any other token.</summary>
    public static IPropertySymbol? GetPropertyAt(this SemanticModel model, SyntaxToken token, CancellationToken cancellation) =>
        token.Parent is IdentifierNameSyntax name ? model.GetSymbolInfo(name, cancellation).Symbol as IPropertySymbol : null;
}
