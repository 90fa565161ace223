using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Common.Strings;

/// <summary>
/// What a <c>StringBuilder</c> or a <c>UriBuilder</c> has in it, where one block makes it and does nothing with it but fill it, each step
/// once.
/// </summary>
internal static class UrlBuilders
{
    /// <summary>Null where the parts are not all to be seen.</summary>
    public static IReadOnlyList<StringPart>? PartsOf(IOperation builder) => builder.Type switch
    {
        { Name: "StringBuilder", ContainingNamespace.Name: "Text" } => OfText(builder),
        { Name: "UriBuilder", ContainingNamespace.Name: "System" } => OfUri(builder),
        _ => null,
    };

    private static List<StringPart>? OfText(IOperation builder)
    {
        switch (builder)
        {
            case IInvocationOperation { TargetMethod.Name: "Append", Instance: { } before, Arguments: [{ Value: var value }] }:
                if (OfText(before) is not { } parts)
                {
                    return null;
                }

                parts.Add(StringPart.Of(value));
                return parts;
            case IObjectCreationOperation creation:
                return creation.Arguments.Length == 0
                    ? [] : creation.Arguments is [{ Parameter.Type.SpecialType: SpecialType.System_String, Value: var first }]
                    ? [StringPart.Of(first)] : creation.Arguments is [{ Parameter.Type.SpecialType: SpecialType.System_Int32 }] ? [] : null;
            case ILocalReferenceOperation local:
                return OfTextLocal(local);
            default:
                return null;
        }
    }

    private static List<StringPart>? OfTextLocal(ILocalReferenceOperation local)
    {
        if (Steps(local) is not var (made, steps) || OfText(made) is not { } parts)
        {
            return null;
        }

        foreach (var step in steps)
        {
            if (step is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
                || local.SemanticModel!.GetOperation(call) is not IInvocationOperation appended)
            {
                return null;
            }

            var values = new Stack<IOperation>();
            IOperation? rest = appended;
            while (rest is IInvocationOperation { TargetMethod.Name: "Append", Arguments: [{ Value: var value }], Instance: var before })
            {
                values.Push(value);
                rest = before;
            }

            if (rest is not ILocalReferenceOperation)
            {
                return null;
            }

            parts.AddRange(values.Select(StringPart.Of));
        }

        return parts;
    }

    private static List<StringPart>? OfUri(IOperation builder)
    {
        var made = builder as IObjectCreationOperation;
        var assignments = new List<ISimpleAssignmentOperation>();
        if (builder is ILocalReferenceOperation local)
        {
            if (Steps(local) is not var (creation, steps))
            {
                return null;
            }

            made = creation as IObjectCreationOperation;
            foreach (var step in steps)
            {
                if (step is not ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax set }
                    || local.SemanticModel!.GetOperation(set) is not ISimpleAssignmentOperation assignment)
                {
                    return null;
                }

                assignments.Add(assignment);
            }
        }

        if (made is null)
        {
            return null;
        }

        assignments.InsertRange(0, made.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? []);
        var values = new Dictionary<string, IOperation>(StringComparer.Ordinal);
        foreach (var assignment in assignments)
        {
            if (assignment.Target is not IPropertyReferenceOperation { Property.Name: "Path" or "Query" or "Scheme" or "Host"
                or "Port" } property)
            {
                return null;
            }

            values[property.Property.Name] = assignment.Value;
        }

        return Compose(made, values);
    }

    private static List<StringPart>? Compose(IObjectCreationOperation made, Dictionary<string, IOperation> values)
    {
        var parts = new List<StringPart>();
        if (made.Arguments is [{ Parameter.Name: "uri", Value: var whole }])
        {
            if (values.ContainsKey("Scheme") || values.ContainsKey("Host") || values.ContainsKey("Port"))
            {
                return null;
            }

            if (!values.ContainsKey("Path"))
            {
                parts.Add(StringPart.Of(whole));
            }
            else if (StringFlow.Into(whole, default).First().Value.Split('?')[0].TrimEnd('/') is var address
                && address.Split('/').Length == 3 && address.IndexOf(StringValue.Hole) < 0)
            {
                parts.Add(StringPart.Of(address));
            }
            else
            {
                return null;
            }
        }
        else
        {
            foreach (var argument in made.Arguments)
            {
                var name = argument.Parameter!.Name;
                name = name switch { "scheme" or "schemeName" => "Scheme", "host" or "hostName" => "Host", "port" or "portNumber" =>
                    "Port", "path" or "pathValue" => "Path", _ => "" };
                if (name.Length == 0)
                {
                    return null;
                }

                values[name] = values.TryGetValue(name, out var later) ? later : argument.Value;
            }

            if (!values.TryGetValue("Host", out var host))
            {
                return null;
            }

            parts.Add(values.TryGetValue("Scheme", out var scheme) ? StringPart.Of(scheme) : StringPart.Of("http"));
            parts.Add(StringPart.Of("://"));
            parts.Add(StringPart.Of(host));
            if (values.TryGetValue("Port", out var port) && port.ConstantValue is not { HasValue: true, Value: -1 })
            {
                parts.Add(StringPart.Of(":"));
                parts.Add(StringPart.Of(port));
            }
        }

        if (values.TryGetValue("Path", out var path))
        {
            AddBehind(parts, "/", path);
        }

        if (values.TryGetValue("Query", out var query))
        {
            AddBehind(parts, "?", query);
        }

        return parts;
    }

    /// <summary>With the separator in front, once.</summary>
    private static void AddBehind(List<StringPart> parts, string separator, IOperation value)
    {
        if (!StringFlow.Into(value, default).First().Value.StartsWith(separator, StringComparison.Ordinal))
        {
            parts.Add(StringPart.Of(separator));
        }

        parts.Add(StringPart.Of(value));
    }

    /// <summary>A text that statements beside its declaration add to, one after the other, up to a place that reads it.</summary>
    /// <param name="writes">All that sets it.</param>
    public static IReadOnlyList<StringPart>? OfAppended(ILocalReferenceOperation local, IEnumerable<SyntaxNode> writes)
    {
        if (Steps(local) is not var (made, steps))
        {
            return null;
        }

        var parts = new List<StringPart> { StringPart.Of(made) };
        foreach (var write in writes)
        {
            if (write is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Right: var added,
                Parent: ExpressionStatementSyntax statement } || !steps.Contains(statement)
                || local.SemanticModel!.GetOperation(added) is not { } value)
            {
                return null;
            }

            parts.Add(StringPart.Of(value));
        }

        return parts;
    }

    /// <summary>
    /// What a local is made of, and each statement of its block that does something to it before it is read; null where anything else
    /// happens to it.
    /// </summary>
    private static (IOperation Made, List<StatementSyntax> Steps)? Steps(ILocalReferenceOperation local)
    {
        if (local.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax
            { Initializer.Value: var initial, Parent.Parent: StatementSyntax declaration }
            || local.SemanticModel?.GetOperation(initial) is not { } made)
        {
            return null;
        }

        while (made is IConversionOperation conversion)
        {
            made = conversion.Operand;
        }

        var statements = declaration.Parent switch
        {
            BlockSyntax block => block.Statements.ToList(),
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } =>
                [.. unit.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement)],
            _ => [],
        };
        var steps = new List<StatementSyntax>();
        foreach (var statement in statements.SkipWhile(other => other != declaration).Skip(1)
            .TakeWhile(other => other.SpanStart < local.Syntax.SpanStart))
        {
            if (statement.Span.Contains(local.Syntax.Span))
            {
                break;
            }

            if (statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == local.Local.Name))
            {
                steps.Add(statement);
            }
        }

        return (made, steps);
    }
}
