using System.Text.Json;

namespace Imds.Generators.Specs;

/// <summary>
/// Checks that each part of a Swagger document that is read is of the JSON kind that it must be. The OpenAPI reader takes a string for a
/// schema, and leaves something that cannot be read any further.
/// </summary>
internal sealed class SwaggerShape(JsonMap map, List<Problem> problems)
{
    private const int MaxProblems = 20;

    private int _found;

    /// <summary>Whether the document can be read; if not, what stands in the wrong place is among the problems.</summary>
    public static bool Check(string text, JsonMap map, List<Problem> problems)
    {
        using var document = JsonDocument.Parse(text);
        var shape = new SwaggerShape(map, problems);
        shape.Document(document.RootElement);
        return shape._found == 0;
    }

    private void Document(JsonElement root)
    {
        Each(root, "", "paths", PathItem);
        Each(root, "", "definitions", Schema);
        Each(root, "", "parameters", Parameter);
        Each(root, "", "responses", Response);
    }

    private void PathItem(JsonElement item, string at)
    {
        Kind(item, at, "x-ms-client-name", JsonValueKind.String);
        All(item, at, "parameters", Parameter);
        foreach (var verb in new[] { "get", "post", "put", "delete", "options", "head", "patch" })
        {
            One(item, at, verb, Operation);
        }
    }

    private void Operation(JsonElement operation, string at)
    {
        Kind(operation, at, "description", JsonValueKind.String);
        Kind(operation, at, "summary", JsonValueKind.String);
        All(operation, at, "parameters", Parameter);
        Each(operation, at, "responses", Response);
    }

    private void Response(JsonElement response, string at)
    {
        Kind(response, at, "$ref", JsonValueKind.String);
        One(response, at, "schema", Schema);
    }

    private void Parameter(JsonElement parameter, string at)
    {
        foreach (var name in new[] { "$ref", "name", "in", "type", "format", "description", "x-ms-client-name" })
        {
            Kind(parameter, at, name, JsonValueKind.String);
        }

        Kind(parameter, at, "required", JsonValueKind.True);
        Kind(parameter, at, "enum", JsonValueKind.Array);
        One(parameter, at, "schema", Schema);
        One(parameter, at, "items", Schema);
    }

    private void Schema(JsonElement schema, string at)
    {
        foreach (var name in new[] { "$ref", "type", "format", "description", "title", "x-ms-client-name" })
        {
            Kind(schema, at, name, JsonValueKind.String);
        }

        Kind(schema, at, "enum", JsonValueKind.Array);
        Each(schema, at, "properties", Schema);
        All(schema, at, "allOf", Schema);
        One(schema, at, "items", Schema);
        if (schema.TryGetProperty("additionalProperties", out var additional)
            && additional.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            One(schema, at, "additionalProperties", Schema);
        }
    }

    /// <summary>Checks each member of a member that is an object.</summary>
    private void Each(JsonElement parent, string at, string name, Action<JsonElement, string> check)
    {
        if (!Kind(parent, at, name, JsonValueKind.Object))
        {
            return;
        }

        foreach (var member in parent.GetProperty(name).EnumerateObject())
        {
            // Extensions may be anything.
            if (!member.Name.StartsWith("x-", StringComparison.Ordinal) || name is "properties" or "definitions")
            {
                One(parent.GetProperty(name), $"{at}/{name}", member.Name, check);
            }
        }
    }

    /// <summary>Checks each item of a member that is an array.</summary>
    private void All(JsonElement parent, string at, string name, Action<JsonElement, string> check)
    {
        if (!Kind(parent, at, name, JsonValueKind.Array))
        {
            return;
        }

        var index = 0;
        foreach (var item in parent.GetProperty(name).EnumerateArray())
        {
            var pointer = $"{at}/{name}/{index.ToString(CultureInfo.InvariantCulture)}";
            index++;
            if (item.ValueKind == JsonValueKind.Object)
            {
                check(item, pointer);
            }
            else
            {
                Report(item.ValueKind, pointer, JsonValueKind.Object);
            }
        }
    }

    private void One(JsonElement parent, string at, string name, Action<JsonElement, string> check)
    {
        if (Kind(parent, at, name, JsonValueKind.Object))
        {
            check(parent.GetProperty(name), $"{at}/{JsonMap.Escape(name)}");
        }
    }

    /// <summary>Whether a member is there and of a kind; what is there and of another is reported.</summary>
    private bool Kind(JsonElement parent, string at, string name, JsonValueKind kind)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var member))
        {
            return false;
        }

        if (member.ValueKind == kind || kind == JsonValueKind.True && member.ValueKind == JsonValueKind.False)
        {
            return true;
        }

        Report(member.ValueKind, $"{at}/{JsonMap.Escape(name)}", kind);
        return false;
    }

    private void Report(JsonValueKind found, string pointer, JsonValueKind wanted)
    {
        if (++_found <= MaxProblems)
        {
            problems.Add(Problem.At(Rules.UnreadableSwagger, map.PlaceOf(pointer),
                $"'{pointer}' is {Word(found)} and must be {Word(wanted)}"));
        }
    }

    private static string Word(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
