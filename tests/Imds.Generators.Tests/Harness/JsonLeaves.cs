using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Imds.Generators.Tests.Harness;

/// <summary>Compares a record with the JSON that it was read from, leaf by leaf.</summary>
internal static class JsonLeaves
{
    /// <summary>Each leaf of the JSON stands in the record, unless the record's version does not have the field.</summary>
    /// <returns>How many leaves were compared.</returns>
    public static int AssertAllRead(JsonElement json, object record, string path = "")
    {
        var compared = 0;
        foreach (var member in json.EnumerateObject())
        {
            var here = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (Property(record.GetType(), member.Name) is not { } property)
            {
                continue;
            }

            compared += AssertRead(member.Value, property.GetValue(record), here);
        }
        return compared;
    }

    private static int AssertRead(JsonElement json, object? value, string path)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                return AssertAllRead(json, value!, path);
            case JsonValueKind.Array:
                var items = ((IEnumerable)value!).Cast<object>().ToList();
                Assert.True(json.GetArrayLength() == items.Count, $"{path} has {items.Count} elements.");
                return json.EnumerateArray().Select((item, i) => AssertRead(item, items[i], $"{path}[{i}]")).Sum();
            default:
                if (Records.IsRecord(value!.GetType()))
                {
                    return 0; // a string where an object belongs reads as the empty one
                }

                Assert.True(json.ToString() == Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
                    $"{path} is '{value}', not '{json}'.");
                return 1;
        }
    }

    private static PropertyInfo? Property(Type record, string jsonName) => Records.Properties(record)
        .FirstOrDefault(property => property.GetCustomAttributes<ImdsFieldAttribute>().First().Path.Split('.')[^1] == jsonName);
}
