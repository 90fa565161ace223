using Imds.Generators.Analyzers.Common.Strings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Common.Urls;

/// <summary>
/// The base addresses that the project gives to its clients, as far as they are the service's: of an <c>HttpClient</c> by assignment,
/// initializer or registration, of RestSharp and Refit as they are made. A client that is given two is given none.
/// </summary>
internal sealed class BaseAddresses
{
    /// <summary>Where a base address is given, one of these stands.</summary>
    public static readonly string[] Terms = ["BaseAddress", "RestClient", "RestClientOptions", "RestService"];

    private readonly Dictionary<ISymbol, StringValue?> _clients = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, StringValue?> _types = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, StringValue?> _names = new(StringComparer.Ordinal);

    public bool IsEmpty => _clients.Count + _types.Count + _names.Count == 0;

    /// <param name="tokens">Those in which one of the terms stands.</param>
    public static BaseAddresses Read(Compilation compilation, IEnumerable<SyntaxToken> tokens, CancellationToken cancellation)
    {
        var addresses = new BaseAddresses();
        foreach (var token in tokens)
        {
#pragma warning disable RS1030 // An address is given in one file and used in another; few places give any, and each is looked at once.
            SemanticModel Model() => compilation.GetSemanticModel(token.SyntaxTree!);
#pragma warning restore RS1030
            addresses.Read(token, Model, cancellation);
        }

        return addresses;
    }

    /// <summary>The base address of a client that is used, where it is known.</summary>
    public StringValue? Of(IOperation? client)
    {
        while (client is IConversionOperation conversion)
        {
            client = conversion.Operand;
        }

        var symbol = client switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            _ => (ISymbol?)null,
        };
        if (symbol is null)
        {
            return client is IInvocationOperation call ? OfName(call) : null;
        }

        if (_clients.TryGetValue(symbol, out var known))
        {
            return known;
        }

        if (symbol is ILocalSymbol)
        {
            var syntax = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
            var declared = syntax is VariableDeclaratorSyntax { Initializer.Value: { } value }
                ? client!.SemanticModel?.GetOperation(value) : null;
            return declared is null or ILocalReferenceOperation ? null : Of(declared);
        }

        return IsOnlyClient(symbol) ? Of(symbol.ContainingType) : null;
    }

    /// <summary>The base address of all that a type asks for.</summary>
    public StringValue? Of(INamedTypeSymbol? type) => type is not null && _types.TryGetValue(type, out var known) ? known : null;

    /// <summary>The base address of the one client that a type has.</summary>
    public StringValue? OfOnlyClientIn(INamedTypeSymbol type)
    {
        var clients = type.GetMembers().Where(member => !member.IsImplicitlyDeclared && IsClient(TypeOf(member))).Take(2).ToList();
        return clients is [var client] && _clients.TryGetValue(client, out var address) ? address : null;
    }

    private void Read(SyntaxToken token, Func<SemanticModel> bind, CancellationToken cancellation)
    {
        switch (token.Parent)
        {
            case IdentifierNameSyntax { Identifier.ValueText: "BaseAddress", Parent: MemberAccessExpressionSyntax
                { Parent: AssignmentExpressionSyntax { Right: var value } assignment } target } when assignment.Left == target:
                Read(value, (address, model) => Add(target.Expression, address, model, cancellation));
                break;
            case IdentifierNameSyntax { Identifier.ValueText: "BaseAddress", Parent: AssignmentExpressionSyntax
                { Right: var value, Parent.Parent: BaseObjectCreationExpressionSyntax creation } }:
                Read(value, (address, model) => Add(_clients, HolderOf(creation, model, cancellation), address));
                break;
            case IdentifierNameSyntax { Identifier.ValueText: "RestClient" or "RestClientOptions", Parent: ObjectCreationExpressionSyntax
                { ArgumentList.Arguments: [{ Expression: var value }, ..] } creation }:
                Read(value, (address, model) => Add(_types, TypeAround(creation, model), address));
                break;
            case IdentifierNameSyntax { Identifier.ValueText: "RestService", Parent: MemberAccessExpressionSyntax
                { Name: GenericNameSyntax { Identifier.ValueText: "For", TypeArgumentList.Arguments: [var type] },
                    Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var value }, ..] } } }:
                Read(value, (address, model) => Add(_types, model.GetSymbolInfo(type, cancellation).Symbol, address));
                break;
        }

        void Read(ExpressionSyntax value, Action<StringValue, SemanticModel> add)
        {
            if (IsOneText(value) && bind() is var model && model.GetOperation(value, cancellation) is { } operation
                && StringFlow.Into(operation, cancellation).Take(2).ToList() is [var text] && RequestUrl.IsBase(text))
            {
                add(text, model);
            }
        }
    }

    /// <summary>
    /// False where syntax alone shows that no one text is known: the address of nearly every other service, and binding costs.
    /// </summary>
    private static bool IsOneText(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax literal => RequestUrl.CouldBeBase(literal.Token.ValueText),
        ParenthesizedExpressionSyntax parenthesized => IsOneText(parenthesized.Expression),
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var first }, ..] } => IsOneText(first),
        InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax first, ..] } =>
            RequestUrl.CouldBeBase(first.TextToken.ValueText),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Left: var first } => IsOneText(first),
        BinaryExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax or AwaitExpressionSyntax => false,
        IdentifierNameSyntax { Identifier.ValueText: var name } => !IsParameter(value, name),
        _ => true,
    };

    private static bool IsParameter(SyntaxNode place, string name)
    {
        foreach (var around in place.Ancestors())
        {
            var parameters = around switch
            {
                BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
                LocalFunctionStatementSyntax function => function.ParameterList.Parameters,
                TypeDeclarationSyntax { ParameterList: { } list } => list.Parameters,
                _ => default,
            };
            if (parameters.Any(parameter => parameter.Identifier.ValueText == name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>http.BaseAddress = …</c>, by itself or where a client is registered.</summary>
    private void Add(ExpressionSyntax target, StringValue address, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetSymbolInfo(target, cancellation).Symbol is not { } client)
        {
            return;
        }

        var lambda = target.AncestorsAndSelf().OfType<LambdaExpressionSyntax>().FirstOrDefault(
            around => around.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax });
        if (client is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } }
            && lambda is not null)
        {
            AddRegistered((InvocationExpressionSyntax)lambda.Parent!.Parent!.Parent!, address, model, cancellation);
            return;
        }

        Add(_clients, client, address);
        // What a constructor is given becomes the type's client.
        if (client is IFieldSymbol or IPropertySymbol
            or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } })
        {
            Add(_types, client.ContainingType, address);
        }
    }

    /// <summary>The variable or member that is given <c>new HttpClient { BaseAddress = … }</c>.</summary>
    private static ISymbol? HolderOf(BaseObjectCreationExpressionSyntax creation, SemanticModel model, CancellationToken cancellation) =>
        creation.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declared } => model.GetDeclaredSymbol(declared, cancellation),
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax declared } => model.GetDeclaredSymbol(declared, cancellation),
            AssignmentExpressionSyntax assignment when assignment.Right == creation =>
                model.GetSymbolInfo(assignment.Left, cancellation).Symbol,
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax declared } => model.GetDeclaredSymbol(declared, cancellation),
            _ => null,
        };

    /// <summary>
    /// <c>AddHttpClient&lt;Poller&gt;(client => …)</c>, <c>AddHttpClient("imds", client => …)</c>, or what configures the client after
    /// either.
    /// </summary>
    private void AddRegistered(InvocationExpressionSyntax call, StringValue address, SemanticModel model, CancellationToken cancellation)
    {
        for (var step = call; step is not null; step = (step.Expression as MemberAccessExpressionSyntax)?.Expression
            as InvocationExpressionSyntax)
        {
            var name = step.Expression is MemberAccessExpressionSyntax access ? access.Name : step.Expression as SimpleNameSyntax;
            if (name?.Identifier.ValueText is not ("AddHttpClient" or "AddRefitClient" or "AddTypedClient"))
            {
                continue;
            }

            if (name is GenericNameSyntax generic)
            {
                foreach (var type in generic.TypeArgumentList.Arguments)
                {
                    Add(_types, model.GetSymbolInfo(type, cancellation).Symbol, address);
                }
            }
            else if (step.ArgumentList.Arguments is [{ Expression: var first }, ..]
                && model.GetConstantValue(first, cancellation) is { HasValue: true, Value: string called })
            {
                _names[called] = _names.TryGetValue(called, out var other) && other?.Value != address.Value ? null : address;
            }

            return;
        }
    }

    private static void Add(Dictionary<ISymbol, StringValue?> known, ISymbol? symbol, StringValue address)
    {
        if (symbol is not null)
        {
            known[symbol] = known.TryGetValue(symbol, out var other) && other?.Value != address.Value ? null : address;
        }
    }

    private static ISymbol? TypeAround(SyntaxNode node, SemanticModel model) => model.GetEnclosingSymbol(node.SpanStart)?.ContainingType;

    /// <summary>The client of a factory by its name, where the name is given as it stands.</summary>
    private StringValue? OfName(IInvocationOperation call)
    {
        if (call.TargetMethod.Name != "CreateClient")
        {
            return null;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Value.ConstantValue is { HasValue: true, Value: string name } && _names.TryGetValue(name, out var address))
            {
                return address;
            }
        }

        return null;
    }

    /// <summary>Of two clients of one type nothing tells which has the address.</summary>
    private static bool IsOnlyClient(ISymbol symbol)
    {
        if (symbol is IParameterSymbol { ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.Constructor } }
            || symbol.ContainingType is not { } type)
        {
            return false;
        }

        var members = type.GetMembers().Count(member => !member.IsImplicitlyDeclared && IsClient(TypeOf(member)));
        return symbol is IParameterSymbol ? members == 0 : members == 1;
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;

    private static bool IsClient(ITypeSymbol? type) => type?.Name == "HttpClient";
}
