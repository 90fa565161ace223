using Imds.Generators.Analyzers.Common.Urls;
using Imds.Generators.Analyzers.Prefilter;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Requests;

/// <summary>
/// Holds the client and the message of a request to what the service wants of them. What a client has that is made elsewhere, or handed on,
/// is not known here, and then nothing is said.
/// </summary>
internal sealed class ClientCheck(FoundRequest request, IEnumerable<IOperation> operations, Action<Diagnostic> report)
{
    private const string Header = "Metadata";
    private const string Forwarded = "X-Forwarded-For";

    public void Check()
    {
        if (request.Sink != SinkKind.Sent || !request.Url.IsAbsolute || Sender() is not var (client, message))
        {
            return;
        }

        CheckForwarded(client, message);
        if (Scope(client) is not { } scope || !IsKeptHere(client, scope) || message is not null && !IsKeptHere(message, scope))
        {
            return;
        }

        if (Creation(client) is not { } creation || !IsPlain(creation, scope))
        {
            return;
        }

        if (!HasHeader(scope))
        {
            report(Diagnostic.Create(RequestRules.NoHeader, request.Place.Syntax.GetLocation()));
        }

        if (!MentionsProxy(scope.SyntaxTree.GetRoot()))
        {
            report(Diagnostic.Create(RequestRules.MayUseProxy, request.Place.Syntax.GetLocation()));
        }
    }

    /// <summary>The client that sends the request, and the message that it sends where there is one.</summary>
    private (IOperation Client, IOperation? Message)? Sender()
    {
        if (request.User is IInvocationOperation call)
        {
            return UrlSinks.ClientOf(call) is { } client ? (client, null) : null;
        }

        if (request.User is not IObjectCreationOperation { Type.Name: "HttpRequestMessage" } made)
        {
            return null;
        }

        var holder = made.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declared }
            ? declared.Symbol : null;
        foreach (var send in operations.OfType<IInvocationOperation>().Where(send => send.TargetMethod.Name is "Send" or "SendAsync"))
        {
            var sent = send.Arguments.Select(argument => Unwrap(argument.Value)).FirstOrDefault(value => value == made
                || holder is not null && value is ILocalReferenceOperation local
                    && SymbolEqualityComparer.Default.Equals(local.Local, holder));
            if (sent is not null && UrlSinks.ClientOf(send) is { } client)
            {
                return (client, sent);
            }
        }

        return null;
    }

    private void CheckForwarded(IOperation client, IOperation? message)
    {
        foreach (var call in operations.OfType<IInvocationOperation>())
        {
            if (call is not { TargetMethod.Name: "Add" or "TryAddWithoutValidation",
                Instance: IPropertyReferenceOperation { Property.Name: "Headers" or "DefaultRequestHeaders", Instance: { } owner } }
                || call.Arguments.FirstOrDefault()?.Value.ConstantValue is not { HasValue: true, Value: string name }
                || !Is(name, Forwarded))
            {
                continue;
            }

            if (IsSame(owner, client) || message is not null && IsSame(owner, message))
            {
                report(Diagnostic.Create(RequestRules.Forwarded, call.Syntax.GetLocation()));
            }
        }
    }

    /// <summary>All code that can touch the client: the member for a local, the type for a private field.</summary>
    private static SyntaxNode? Scope(IOperation client)
    {
        var around = client.Syntax.AncestorsAndSelf();
        return client switch
        {
            ILocalReferenceOperation { SemanticModel: { } } or IObjectCreationOperation => around.FirstOrDefault(node =>
                node is MemberDeclarationSyntax
                    and not (GlobalStatementSyntax or BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax)
                    or CompilationUnitSyntax),
            IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private,
                ContainingType.DeclaringSyntaxReferences: [var only] } } => only.GetSyntax(),
            _ => null,
        };
    }

    private static BaseObjectCreationExpressionSyntax? Creation(IOperation client)
    {
        var syntax = client switch
        {
            IObjectCreationOperation creation => creation.Syntax,
            ILocalReferenceOperation { Local.DeclaringSyntaxReferences: [var declared] } =>
                (declared.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value,
            IFieldReferenceOperation { Field.DeclaringSyntaxReferences: [var declared] } =>
                (declared.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value,
            _ => null,
        };
        return syntax as BaseObjectCreationExpressionSyntax;
    }

    /// <summary>Whether nothing is done with it but to use its members, and to send it where it is a message.</summary>
    private static bool IsKeptHere(IOperation operation, SyntaxNode scope)
    {
        var name = operation switch { ILocalReferenceOperation local => local.Local.Name,
            IFieldReferenceOperation field => field.Field.Name, _ => null };
        return name is null || SourceIndex.TokensWith(scope, name).Select(token => token.Parent).OfType<IdentifierNameSyntax>()
            .Where(other => other.Identifier.ValueText == name).All(other => other.Parent switch
        {
            MemberAccessExpressionSyntax access =>
                access.Expression == other
                    || access.Expression is ThisExpressionSyntax && access.Parent is MemberAccessExpressionSyntax outer
                        && outer.Expression == access,
            ConditionalAccessExpressionSyntax access => access.Expression == other,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } }
                when called.Name.Identifier.ValueText is "Send" or "SendAsync" => true,
            _ => false,
        });
    }

    /// <summary>Whether it is made with no handler, or with one of the framework's that is made on the spot or beside it.</summary>
    private static bool IsPlain(BaseObjectCreationExpressionSyntax creation, SyntaxNode scope)
    {
        if (creation.ArgumentList?.Arguments is not [{ Expression: var handler }, ..])
        {
            return true;
        }

        if (handler is IdentifierNameSyntax { Identifier.ValueText: var name })
        {
            handler = scope.DescendantNodes().OfType<VariableDeclaratorSyntax>()
                .FirstOrDefault(declared => declared.Identifier.ValueText == name)?.Initializer?.Value;
        }

        return handler is ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: "HttpClientHandler"
            or "SocketsHttpHandler" } };
    }

    /// <summary>Whether the header is written anywhere around, or some header whose name is not.</summary>
    private static bool HasHeader(SyntaxNode scope)
    {
        foreach (var node in scope.DescendantNodes())
        {
            if (node is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression)
                && Is(literal.Token.ValueText, Header))
            {
                return true;
            }

            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add"
                or "TryAddWithoutValidation" } add, ArgumentList.Arguments: [{ Expression: not LiteralExpressionSyntax }, ..] }
                && add.Expression.ToString().EndsWith("Headers", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MentionsProxy(SyntaxNode scope) => SourceIndex.TokensWith(scope, "Proxy")
        .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "UseProxy" or "DefaultProxy" or "Proxy");

    private static bool IsSame(IOperation x, IOperation y) => (Unwrap(x), Unwrap(y)) switch
    {
        (ILocalReferenceOperation a, ILocalReferenceOperation b) => SymbolEqualityComparer.Default.Equals(a.Local, b.Local),
        (IFieldReferenceOperation a, IFieldReferenceOperation b) => SymbolEqualityComparer.Default.Equals(a.Field, b.Field),
        (IParameterReferenceOperation a, IParameterReferenceOperation b) => SymbolEqualityComparer.Default.Equals(a.Parameter, b.Parameter),
        (IPropertyReferenceOperation a, IPropertyReferenceOperation b) => SymbolEqualityComparer.Default.Equals(a.Property, b.Property),
        _ => false,
    };

    private static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private static bool Is(string name, string header) => string.Equals(name, header, StringComparison.OrdinalIgnoreCase);
}
