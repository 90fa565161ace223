using System.Collections;
using System.Reflection;

namespace Imds.Generators.Tests.Harness;

/// <summary>Looks at generated records from outside, as a program that was compiled with them would.</summary>
internal static class Records
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;

    public static object Parse(Type record, string json) =>
        record.GetMethod("Parse", [typeof(string)])!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [json], null)!;

    public static string Write(object record) => (string)record.GetType().GetMethod("ToJson")!.Invoke(record, null)!;

    public static object? Get(object record, string property) => record.GetType().GetProperty(property, Public)!.GetValue(record);

    /// <summary>The field paths of a record type, from its attributes, containers included.</summary>
    public static SortedSet<string> FieldPaths(Type record)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Walk(record, "");
        return paths;

        void Walk(Type type, string prefix)
        {
            foreach (var property in Properties(type))
            {
                var path = property.GetCustomAttributes<ImdsFieldAttribute>().Select(field => field.Path)
                    .Single(field => Parent(field) == prefix);
                paths.Add(path);
                var item = ItemType(property.PropertyType);
                if (IsRecord(item ?? property.PropertyType))
                {
                    Walk(item ?? property.PropertyType, item is null ? path : path + "[]");
                }
            }
        }

        static string Parent(string path) => path.LastIndexOf('.') is var dot and >= 0 ? path[..dot] : "";
    }

    /// <summary>Everything that can be reached from a record, with the path to it.</summary>
    public static IEnumerable<(string Path, object? Value)> Reach(object record, string path = "")
    {
        foreach (var property in Properties(record.GetType()))
        {
            var value = property.GetValue(record);
            var here = $"{path}.{property.Name}";
            yield return (here, value);
            if (value is not null && IsRecord(value.GetType()))
            {
                foreach (var inner in Reach(value, here))
                {
                    yield return inner;
                }
            }

            if (value is IEnumerable list and not string)
            {
                var i = 0;
                foreach (var item in list)
                {
                    yield return ($"{here}[{i}]", item);
                    if (item is not null && IsRecord(item.GetType()))
                    {
                        foreach (var inner in Reach(item, $"{here}[{i}]"))
                        {
                            yield return inner;
                        }
                    }

                    i++;
                }
            }
        }
    }

    public static IEnumerable<PropertyInfo> Properties(Type record) =>
        record.GetProperties(Public).Where(property => property.GetCustomAttributes<ImdsFieldAttribute>().Any());

    public static bool IsRecord(Type type) => type.GetCustomAttribute<ImdsTypeAttribute>() is not null;

    public static Type? ItemType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImdsList<>) ? type.GetGenericArguments()[0] : null;
}
