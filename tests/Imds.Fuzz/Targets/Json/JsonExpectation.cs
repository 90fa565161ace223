using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imds.Fuzz.Frame;

namespace Imds.Fuzz.Targets.Json;

/// <summary>What a record must hold, by JsonDocument and by the rules that the documentation states.</summary>
internal static partial class JsonExpectation
{
    /// <summary>Throws unless the record has the values of the JSON.</summary>
    public static void Compare(Model model, JsonElement json, object? record)
    {
        if (record is null)
        {
            throw new FuzzException("null in place of a record", model.Type.FullName!);
        }

        foreach (var member in model.Members)
        {
            var value = json.ValueKind == JsonValueKind.Object && TryFind(json, member, out var found) ? found : default;
            var read = member.Get(record);
            if (!member.IsList)
            {
                Compare(model, member, value, read);
                continue;
            }

            var list = (read as IEnumerable)?.Cast<object?>().ToList()
                ?? throw new FuzzException("null in place of a list", $"{model.Type.FullName}: {member.Name}");
            var items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [];
            Require(items.Count == list.Count, model, member, $"{items.Count} items", $"{list.Count} items");
            foreach (var (item, element) in list.Zip(items))
            {
                Compare(model, member, element, item);
            }
        }
    }

    /// <summary>Throws unless each field is written, once.</summary>
    public static void RequireAll(Model model, JsonElement json)
    {
        foreach (var member in model.Members)
        {
            var found = json.EnumerateObject().Count(written => written.NameEquals(member.Name));
            Require(found == 1, model, member, "written once", $"written {found} times");
            if (member.Record is { } inner)
            {
                var value = json.GetProperty(member.Name);
                foreach (var record in member.IsList ? value.EnumerateArray().ToList() : [value])
                {
                    RequireAll(inner, record);
                }
            }
        }
    }

    /// <summary>Whether a name or a text in the JSON is none, which JsonDocument finds out where it is asked for it.</summary>
    public static bool HasBrokenText(JsonElement json)
    {
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.String => json.GetString() is null,
                JsonValueKind.Array => json.EnumerateArray().Any(HasBrokenText),
                JsonValueKind.Object => json.EnumerateObject().Any(member => member.Name is null || HasBrokenText(member.Value)),
                _ => false,
            };
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    // The last of several counts. A name that is no text is no field's.
    private static bool TryFind(JsonElement json, Member member, out JsonElement value)
    {
        value = default;
        foreach (var candidate in json.EnumerateObject())
        {
            try
            {
                if (candidate.NameEquals(member.Utf8Name))
                {
                    value = candidate.Value;
                }
            }
            catch (InvalidOperationException)
            {
                continue;
            }
        }

        return value.ValueKind != JsonValueKind.Undefined;
    }

    private static void Compare(Model model, Member member, JsonElement json, object? read)
    {
        if (member.Record is { } inner)
        {
            Compare(inner, json, read);
            return;
        }

        object? expected = Type.GetTypeCode(member.Kind) switch
        {
            TypeCode.String => Text(json, model, member),
            TypeCode.Int32 => (int)Whole(json, int.MinValue, int.MaxValue),
            TypeCode.Int64 => Whole(json, long.MinValue, long.MaxValue),
            _ => throw new FuzzException("a field of a kind that is not compared", $"{member.Kind}"),
        };
        Require(Equals(expected, read), model, member, expected, read);
    }

    private static string Text(JsonElement json, Model model, Member member)
    {
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.String => json.GetString()!,
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => json.GetRawText(),
                _ => "",
            };
        }
        catch (InvalidOperationException)
        {
            throw new FuzzException("a text is read that is none", $"{model.Type.FullName}: {member.Name}");
        }
    }

    private static long Whole(JsonElement json, long least, long most)
    {
        if (json.ValueKind == JsonValueKind.Number)
        {
            return decimal.TryParse(json.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && decimal.Truncate(number) == number && number >= least && number <= most ? (long)number : 0;
        }

        // What is broken text is no number, and whether it is refused as well is left open: HasBrokenText.
        return json.ValueKind == JsonValueKind.String && !HasBrokenText(json) && WholeNumber().IsMatch(json.GetString()!)
            && BigInteger.Parse(json.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) is var whole
            && whole >= least && whole <= most ? (long)whole : 0;
    }

    private static void Require(bool holds, Model model, Member member, object? expected, object? read)
    {
        if (!holds)
        {
            throw new FuzzException("another value", $"{model.Type.FullName}: {member.Name} is '{read}' and should be '{expected}'");
        }
    }

    [GeneratedRegex(@"^[+-]?[0-9]+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex WholeNumber();
}
