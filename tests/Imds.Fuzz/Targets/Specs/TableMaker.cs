using System.Text.Json.Nodes;
using Imds.Fuzz.Frame;

namespace Imds.Fuzz.Targets.Specs;

/// <summary>Makes version tables for a Swagger document, with faults.</summary>
internal static class TableMaker
{
    private static readonly string[] Versions = ["2017-04-02", "2021-02-01", "2025-04-07"];

    private static readonly string[] Dates =
    [
        .. Versions, "", "2021-02-30", "2021-2-1", "0000-00-00", "9999-12-31", "2021-02-01-preview", "2021/02/01", " 2021-02-01 ",
            "2021-02-01 x",
        "99999999999-01-01", "-1", "٢٠٢١-02-01", "latest", "2099-01-01",
    ];

    private static readonly string[] Columns =
        ["version", "line", "status", "source", "endpoint", "path", "parameter", "introduced", "withdrawn", "filters", "limits", "kept"];

    /// <summary>The api-versions, and rows for what the document has.</summary>
    public static IEnumerable<SpecInput.Part> For(JsonObject swagger, Random random)
    {
        yield return Table("versions.csv", "version,line", Versions.SelectMany(version =>
            new[] { version + ",instance", version + ",scheduledevents" }),
            random);
        var operations = Operations(swagger).ToList();
        var endpoints = operations.Select(operation => operation.Endpoint).Distinct().ToList();
        yield return Table("endpoints.csv",
            "endpoint,introduced,withdrawn,filters,line,limits,kept,bypass,complete,exclusive,speed,passing,members,content,notfound",
            endpoints.Select(endpoint => $"{endpoint},2017-04-02,,{random.Any(["true", "false", ""])},{random.Any(["instance", "scheduledevents"])},{Policy(random)}"),
            random);
        var fields = operations.SelectMany(operation => FieldsOf(operation.Reply, swagger, 0)
            .Select(path => (operation.Endpoint, Path: path))).ToList();
        yield return Table("fields.csv", "endpoint,path,introduced,withdrawn", random.Few(fields, 12).Select(field =>
            $"{field.Endpoint},{field.Path},{(random.Once(4) ? "2021-02-01" : "2017-04-02")},{(random.Once(4) ? "2025-04-07" : "")}"),
                random);
        var parameters = operations.SelectMany(operation => ParametersOf(operation.Operation)
            .Select(name => (operation.Endpoint, Name: name))).ToList();
        yield return Table("parameters.csv", "endpoint,parameter,introduced,withdrawn",
            random.Few(parameters, 3).Select(parameter => $"{parameter.Endpoint},{parameter.Name},{random.Any(Versions)},"), random);
    }

    /// <summary>A table with rows that are gone, doubled, moved, cut, or hold something else.</summary>
    public static string Change(string table, Random random)
    {
        var lines = table.Split('\n').ToList();
        var at = random.Next(lines.Count);
        var cells = lines[at].Split(',').ToList();
        var cell = random.Next(cells.Count);
        switch (random.Next(9))
        {
            case 0: lines.RemoveAt(at); break;
            case 1: lines.Insert(random.Next(lines.Count), lines[at]); break;
            case 2: cells[cell] = random.Any(Dates); break;
            case 3: cells[cell] = HostileNames.Member(random, 2); break;
            case 4: cells[cell] = $"\"{cells[cell]}\""; break;
            case 5: cells.RemoveAt(cell); break;
            case 6: cells.Insert(cell, random.Any(Columns)); break;
            case 7: (cells[0], cells[cell]) = (cells[cell], cells[0]); break;
            default: lines.Insert(at, $"{HostileNames.Member(random, 2)},{random.Any(Dates)},{random.Any(Dates)}"); break;
        }

        if (at < lines.Count)
        {
            lines[at] = string.Join(',', cells);
        }

        return string.Join(random.Once(20) ? random.Any(["\r", "\r\n", "\u2028", "\n\n"]) : "\n", lines);
    }

    private static SpecInput.Part Table(string name, string header, IEnumerable<string> rows, Random random)
    {
        var text = string.Join('\n', rows.Prepend(header));
        for (var changes = random.Once(16) ? random.Next(1, 4) : 0; changes > 0; changes--)
        {
            text = Change(text, random);
        }

        return SpecInput.Part.Of(SpecInput.Table, name, text);
    }

    private static string Policy(Random random) => random.Once(2) ? ",,,,,,,,,"
        : string.Join(',', random.Any(["", "identity"]), random.Any(["", "true", "expires_on", HostileNames.Member(random)]),
            HostileNames.Member(random),
            HostileNames.Member(random), HostileNames.Member(random) + " " + HostileNames.Member(random), random.Any(["", "slow"]),
            random.Any(["", "404", "404 410"]), HostileNames.Member(random), random.Any(["", "optional"]), HostileNames.Member(random));

    private static IEnumerable<(string Endpoint, JsonObject Operation, JsonNode? Reply)> Operations(JsonObject swagger) =>
        from path in Members(swagger["paths"])
        from operation in Members(path.Value)
        where path.Key.Length > 1 && operation is { Key: "get" or "post", Value: JsonObject }
        select (path.Key[1..], operation.Value.AsObject(), Member(Member(Member(operation.Value, "responses"), "200"), "schema"));

    private static IEnumerable<string> ParametersOf(JsonObject operation) =>
        (operation["parameters"] as JsonArray ?? []).Where(parameter => Text(parameter, "in") == "query")
            .Select(parameter => Text(parameter, "name"));

    /// <summary>The paths of what a schema has, as the tables write them, a few levels down.</summary>
    private static IEnumerable<string> FieldsOf(JsonNode? schema, JsonObject swagger, int depth)
    {
        if (Text(schema, "$ref").Split('/') is ["#", "definitions", var name])
        {
            schema = Member(swagger["definitions"], name);
        }

        if (depth > 4)
        {
            return [];
        }

        if (Member(schema, "items") is { } items)
        {
            return FieldsOf(items, swagger, depth + 1).Select(path => "[]." + path);
        }

        return Members(Member(schema, "properties")).SelectMany(member => FieldsOf(member.Value, swagger, depth + 1)
            .Select(path => path.StartsWith('[') ? member.Key + path : $"{member.Key}.{path}").Prepend(member.Key));
    }

    private static JsonNode? Member(JsonNode? node, string name) => (node as JsonObject)?[name];

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode? node) => node as JsonObject ?? [];

    private static string Text(JsonNode? node, string name) => Member(node, name) is JsonValue value ? value.ToString() : "";
}
