using System.Text.Json;

namespace Inspect.Tests;

/// <summary>The fields of a document by their paths: of its JSON, and of the tree that a person sees.</summary>
internal static class Fields
{
    private const int IndentOfLevel = 4;

    public static Dictionary<string, string> OfJson(JsonElement document)
    {
        var fields = new Dictionary<string, string>();
        Walk("", document);
        return fields;

        void Walk(string path, JsonElement value)
        {
            var isEmpty = true;
            if (value.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in value.EnumerateObject())
                {
                    Child(member.Name, member.Value);
                }
            }
            else if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    Child($"[{index}]", item);
                }
            }

            if (isEmpty)
            {
                fields[path] = value.ToString();
            }

            void Child(string name, JsonElement child)
            {
                isEmpty = false;
                Walk($"{path}/{name}", child);
            }
        }
    }

    public static Dictionary<string, string> OfTree(IEnumerable<string> lines)
    {
        var fields = new Dictionary<string, string>();
        var path = new List<string>();
        foreach (var line in lines.Skip(1)) // the root
        {
            var start = line.IndexOfAny(['├', '└']) + IndentOfLevel;
            var label = line[start..].Split(": ", 2);
            path.RemoveRange((start / IndentOfLevel) - 1, path.Count - (start / IndentOfLevel) + 1);
            path.Add(label[0]);
            if (label is [_, var value])
            {
                fields["/" + string.Join('/', path)] = value == "\"\"" ? "" : value.Replace(@"\n", "\n", StringComparison.Ordinal);
            }
        }

        return fields;
    }
}
