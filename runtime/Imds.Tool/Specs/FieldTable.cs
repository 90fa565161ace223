using Imds.Generators.Primitives;

namespace Imds.Tool.Specs;

/// <summary>All fields of the service, documented and seen.</summary>
internal static class FieldTable
{
    public static IReadOnlyList<Field> All { get; } = Read();

    /// <summary>The fields that somebody may mean: all of a name, and those at a path or route, or else those whose path ends so.</summary>
    public static IReadOnlyList<Field> Find(string text)
    {
        var path = Normal(text);
        var whole = All.Where(field => Is(field, path, Matches)).ToList();
        return whole.Count > 0 && path.Contains('.', StringComparison.Ordinal) ? whole
            : [.. whole.Union(All.Where(field => Is(field, path, EndsWith)))];
    }

    /// <summary>The name that was probably meant.</summary>
    public static string? Nearest(string text)
    {
        var path = Normal(text);
        return path.Contains('.', StringComparison.Ordinal)
            ? Generators.Primitives.Nearest.To(path, All.Select(field => Plain(field.Path)))
            : Generators.Primitives.Nearest.To(path, All.Select(field => Plain(field.Name)));
    }

    private static bool Is(Field field, string path, Func<string, string, bool> match) =>
        match(Plain(field.Path), path) || match($"{field.Document.Replace('/', '.').Replace('#', '.')}.{Plain(field.Path)}", path);

    private static bool Matches(string candidate, string path) => candidate.Equals(path, StringComparison.OrdinalIgnoreCase);

    private static bool EndsWith(string candidate, string path) => candidate.EndsWith("." + path, StringComparison.OrdinalIgnoreCase);

    private static string Plain(string path) => path.Replace("[]", "", StringComparison.Ordinal);

    /// <summary>
    /// Dotted, without indexes: of <c>instance/network/interface/0/macAddress</c>, <c>network.interface[0].macAddress</c> and the like.
    /// </summary>
    private static string Normal(string text) =>
        string.Join('.', text.Split(['.', '/', '[', ']', '#'], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !part.All(char.IsAsciiDigit) && part != "*"));

    private static List<Field> Read()
    {
        var rows = from table in CsvTable.Names
                   where table.StartsWith("fields-", StringComparison.Ordinal)
                       || table.StartsWith("observed-fields-", StringComparison.Ordinal)
                   from row in CsvTable.Read(table)
                   select (Document: row["endpoint"] is { Length: > 0 } endpoint ? endpoint : KnownVersions.Instance, Row: row);
        return
        [
            .. from row in rows
               group row.Row by (row.Document, Path: row.Row["path"]) into same
               select new Field(
                   same.Key.Document, same.Key.Path, [.. same.Select(row => new VersionRange(row["introduced"], row["withdrawn"]))], same
                       .First()["status"]),
        ];
    }
}
