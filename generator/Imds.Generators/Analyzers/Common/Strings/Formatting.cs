using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Common.Strings;

/// <summary>A part of a string that is put together: characters, or an operation that gives them.</summary>
internal readonly record struct StringPart(string Text, IOperation? Operation)
{
    public static StringPart Of(IOperation operation) => new("", operation);

    public static StringPart Of(string text) => new(text, null);
}

/// <summary>
/// What <c>string.Format</c>, <c>string.Join</c> and <c>string.Concat</c> put together, where each argument is given by itself.
/// </summary>
internal static class Formatting
{
    /// <summary>Null where the parts are not all to be seen.</summary>
    public static IReadOnlyList<StringPart>? PartsOf(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "Concat" => Values(call, 0)?.Select(StringPart.Of).ToList(),
        "Join" when SeparatorText(call) is not null => Values(call, 1)?.Select(StringPart.Of).ToList(),
        "Format" => Format(call),
        _ => null,
    };

    public static string SeparatorOf(IInvocationOperation call) => call.TargetMethod.Name == "Join" ? SeparatorText(call) ?? "" : "";

    private static string? SeparatorText(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value.ConstantValue is { HasValue: true,
            Value: var separator } ? separator?.ToString() : null;

    private static List<StringPart>? Format(IInvocationOperation call)
    {
        var at = call.TargetMethod.Parameters is [{ Type.SpecialType: not SpecialType.System_String }, ..] ? 1 : 0;
        if (call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == at)?.Value.ConstantValue is not { HasValue: true,
            Value: string format }
            || Values(call, at + 1) is not { } values)
        {
            return null;
        }

        var parts = new List<StringPart>();
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            var isDoubled = i + 1 < format.Length && format[i + 1] == format[i];
            if (format[i] is '{' or '}' && isDoubled)
            {
                text.Append(format[i++]);
                continue;
            }

            if (format[i] != '{')
            {
                text.Append(format[i]);
                continue;
            }

            var end = format.IndexOf('}', i);
            if (end < 0 || !int.TryParse(format.Substring(i + 1, end - i - 1), NumberStyles.None, CultureInfo.InvariantCulture,
                out var index) || index >= values.Count)
            {
                return null;
            }

            parts.Add(StringPart.Of(text.ToString()));
            parts.Add(StringPart.Of(values[index]));
            text.Clear();
            i = end;
        }

        parts.Add(StringPart.Of(text.ToString()));
        return parts;
    }

    /// <summary>The arguments from one on, whether each has a parameter or all share one.</summary>
    private static List<IOperation>? Values(IInvocationOperation call, int from)
    {
        var values = new List<IOperation>();
        foreach (var argument in call.Arguments.Where(argument => argument.Parameter?.Ordinal >= from)
            .OrderBy(argument => argument.Parameter!.Ordinal))
        {
            var value = argument.Value;
            while (value is IConversionOperation { OperatorMethod: null,
                Operand: IArrayCreationOperation or ICollectionExpressionOperation } conversion)
            {
                value = conversion.Operand;
            }

            switch (value)
            {
                case IArrayCreationOperation { Initializer.ElementValues: var elements }:
                    values.AddRange(elements);
                    break;
                case ICollectionExpressionOperation collection when !collection.Elements.Any(element => element is ISpreadOperation):
                    values.AddRange(collection.Elements);
                    break;
                case { Type: IArrayTypeSymbol } or { Type: INamedTypeSymbol { IsGenericType: true } }:
                    return null;
                default:
                    values.Add(value);
                    break;
            }
        }

        return values;
    }
}
