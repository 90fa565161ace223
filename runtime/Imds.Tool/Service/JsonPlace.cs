using System.Globalization;
using System.Text.Json.Nodes;
using Imds.Generators.Primitives;

namespace Imds.Tool.Service;

/// <summary>Finds what lies at a route below a document.</summary>
internal static class JsonPlace
{
    private const int MaxNames = 8;

    /// <param name="document">The document.</param>
    /// <param name="at">How its place is called in messages.</param>
    /// <param name="segments">Names and indexes; <c>*</c> is every element.</param>
    /// <exception cref="CommandException">There is no such place; the message says what there is.</exception>
    public static JsonNode? Find(JsonNode? document, string at, IEnumerable<string> segments)
    {
        var rest = segments.ToList();
        for (var i = 0; i < rest.Count; i++)
        {
            var segment = rest[i];
            if (segment == "*" && document is JsonArray or JsonObject)
            {
                var children = document is JsonArray list ? list.ToList() : [.. ((JsonObject)document!).Select(member => member.Value)];
                return new JsonArray([.. children.Select(child => Find(child, at + "/*", rest.Skip(i + 1))?.DeepClone())]);
            }

            document = document switch
            {
                JsonObject members => Member(members, segment, at),
                JsonArray items => Item(items, segment, at),
                _ => throw new CommandException(ExitCode.NotThere, $"{at} is a single value: there is nothing below it."),
            };
            at = at.Length == 0 ? segment : $"{at}/{segment}";
        }

        return document;
    }

    private static JsonNode? Member(JsonObject members, string name, string at)
    {
        if (members.TryGetPropertyValue(name, out var value))
        {
            return value;
        }

        // The service does not mind the case of a route.
        foreach (var member in members)
        {
            if (member.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        var near = Nearest.To(name, members.Select(member => member.Key));
        throw new CommandException(
            ExitCode.NotThere,
            $"There is no '{name}' in {(at.Length == 0 ? "the result" : at)}" + (near is null
                ? members.Count == 0 ? ", which is empty." : $"; there {(members.Count == 1 ? "is" : "are")} {Names(members)}."
                : $". Did you mean {near}?"));
    }

    private static string Names(JsonObject members) =>
        string.Join(", ", members.Select(member => member.Key).Take(MaxNames)) + (
            members.Count > MaxNames ? $" and {members.Count - MaxNames} more, which 'imds ls' lists" : "");

    private static JsonNode? Item(JsonArray items, string index, string at) =>
        int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < items.Count
            ? items[number]
            : throw new CommandException(ExitCode.NotThere, items.Count == 0
                ? $"{at} is an empty list."
                : $"There is no '{index}' in {at}, a list: write a number from 0 to {items.Count - 1}, or * for all.");
}
