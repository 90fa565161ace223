using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Documents;

/// <summary>Calls that read JSON into a type, of whichever serializer or helper: their names say so.</summary>
internal static class Deserializing
{
    public static readonly string[] Names = ["Deserialize", "FromJson", "ReadAs"];

    /// <summary>The type that a call reads, or null for any other call.</summary>
    public static ITypeSymbol? TypeOf(IInvocationOperation call)
    {
        if (!Names.Any(name => call.TargetMethod.Name.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0))
        {
            return null;
        }

        if (call.Arguments.Any(argument => IsGiven(argument.Value)))
        {
            return null;
        }

        if (call.TargetMethod.TypeArguments is [var type])
        {
            return type;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Value is ITypeOfOperation of)
            {
                return of.TypeOperand;
            }
        }

        return null;
    }

    /// <summary>Whether the framework's own serializer reads it, and not a helper that may do as it likes.</summary>
    public static bool IsSystemTextJson(IInvocationOperation call) =>
        call.TargetMethod.ContainingType.Name is "JsonSerializer" or "HttpClientJsonExtensions" or "HttpContentJsonExtensions";

    /// <summary>Whether it is a text that was there before any request, so no reply.</summary>
    private static bool IsGiven(IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value.Type?.SpecialType == SpecialType.System_String
            && (value.ConstantValue.HasValue || value is IParameterReferenceOperation or IFieldReferenceOperation);
    }

    /// <summary>The type's name, where it is written.</summary>
    public static Location PlaceOf(IInvocationOperation call)
    {
        var name = call.Syntax is InvocationExpressionSyntax invocation ? invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            SimpleNameSyntax simple => simple,
            _ => null,
        } : null;
        if (name is GenericNameSyntax { TypeArgumentList.Arguments: [var written] })
        {
            return written.GetLocation();
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Value is ITypeOfOperation { Syntax: TypeOfExpressionSyntax of })
            {
                return of.Type.GetLocation();
            }
        }

        return (name ?? call.Syntax).GetLocation();
    }
}
