using System.Text;
using Imds.Generators.Primitives;
using Imds.Generators.Versions;

namespace Imds.Site;

/// <summary>What the specs say, for people: which version has which field, what came with each, and a page for each field.</summary>
internal sealed class SpecPages
{
    private const string Address = "http://169.254.169.254/metadata/";

    private readonly ServiceView _service;
    private readonly Dictionary<FieldId, FieldView> _fields;
    private readonly Dictionary<FieldId, VersionLine> _lines;
    private readonly Dictionary<FieldId, (RouteView Route, string Accessor)> _routes = [];

    private SpecPages(ServiceView service)
    {
        _service = service;
        var all = (
            from record in service.All.Records
            from field in record.Fields
            from id in field.Ids
            select (id, field, record.Line)).ToList();
        _fields = all.ToDictionary(entry => entry.id, entry => entry.field);
        _lines = all.ToDictionary(entry => entry.id, entry => entry.Line);
        foreach (var root in service.All.Roots)
        {
            AddRoutes(root, "imds");
        }
    }

    /// <summary>Writes the pages into a folder.</summary>
    public static void Write(ServiceView service, string folder)
    {
        var pages = new SpecPages(service);
        Directory.CreateDirectory(Path.Combine(folder, "fields"));
        File.WriteAllText(Path.Combine(folder, "matrix.md"), pages.Matrix());
        File.WriteAllText(Path.Combine(folder, "changes.md"), pages.Changes());
        foreach (var id in pages._fields.Keys)
        {
            File.WriteAllText(Path.Combine(folder, PageOf(id)), pages.Field(id));
        }
    }

    public static string PageOf(FieldId id)
    {
        var name = $"{id.Document}.{id.Path}".Replace("[]", "", StringComparison.Ordinal).Replace('/', '-').Replace('#', '-');
        return $"fields/{name}.md";
    }

    private string Matrix()
    {
        var page = new StringBuilder("""
            ---
            _disableAffix: true
            ---
            # Availability

            Which api-version has which field. A field leads to its page; [Changes](changes.md) has the same by version.

            """);
        foreach (var document in Documents())
        {
            var versions = _service.VersionsOf(_lines[document.First()]).Where(version => !_service.IsObserved(version)).Reverse().ToList();
            page.Append($"\n## {document.Key}\n\n<div class=\"matrix\" tabindex=\"0\">\n<table>\n<thead><tr><th></th>");
            page.AppendJoin("", versions.Select(version => $"<th scope=\"col\">{version}</th>")).Append("</tr></thead>\n<tbody>\n");
            foreach (var id in document)
            {
                page.Append($"<tr><th scope=\"row\"><a href=\"{PageOf(id)}\">{id.Path}</a></th>")
                    .AppendJoin("", versions.Select(version => _fields[id].Availability.Contains(version) ? "<td>●</td>" : "<td></td>"))
                    .Append("</tr>\n");
            }

            page.Append("</tbody>\n</table>\n</div>\n");
        }

        return page.ToString();
    }

    private string Changes()
    {
        var page = new StringBuilder("# Changes\n\nWhat came with each api-version, and what went.")
            .Append(" [Availability](matrix.md) has the same by field.\n");
        foreach (var line in _service.Lines)
        {
            page.Append(line == VersionLine.Instance ? "" : $"\n## The line of {line}\n");
            foreach (var version in _service.VersionsOf(line).Reverse())
            {
                page.Append($"\n{(line == VersionLine.Instance ? "##" : "###")} {version}\n\n");
                page.Append(_service.IsObserved(version) ? "Seen in use, and documented nowhere.\n\n" : "");
                var changes = Documents().SelectMany(document => document)
                    .Where(id => _lines[id] == line)
                    .SelectMany(id => _fields[id].Availability.Ranges.SelectMany(range => new[]
                    {
                        range.Introduced == version ? $"- [{Name(id)}]({PageOf(id)})\n" : "",
                        range.Withdrawn == version ? $"- gone: [{Name(id)}]({PageOf(id)})\n" : "",
                    }))
                    .Where(text => text.Length > 0).ToList();
                page.Append(changes.Count == 0 ? "No field came or went.\n" : string.Concat(changes));
            }
        }

        return page.ToString();
    }

    private string Field(FieldId id)
    {
        var field = _fields[id];
        var page = new StringBuilder($"# {Name(id)}\n\n{field.Description}\n\n");
        page.Append(field.Deprecated.Length > 0 ? $"> [!WARNING]\n> {field.Deprecated}\n\n" : "");
        page.Append(field.IsObserved ? "> [!NOTE]\n> Seen in use, and documented nowhere.\n\n" : "");

        page.Append("| | |\n|---|---|\n");
        page.Append($"| Api-versions | {string.Join("; ", field.Availability.Ranges.Select(RangeOf))} |\n");
        page.Append($"| Value | {ValueOf(field)} |\n");
        page.Append($"| In the document | `{PropertyOf(id)}` |\n");
        if (_routes.TryGetValue(id, out var found))
        {
            var (route, accessor) = found;
            page.Append($"| By itself | `await {accessor}.GetAsync()` |\n");
            var leaf = route.Type is { Kind: not ValueKind.Object };
            var url = $"{Address}{id.Route.ToDisplay().Replace("{index}", "0", StringComparison.Ordinal)}";
            var version = field.Availability.Ranges[^1].Introduced;
            page.Append($"| URL | `{url}?api-version={version}{(leaf ? "&format=text" : "")}` |\n");
        }

        if (field.Values is { } known)
        {
            var others = known.IsClosed ? "There are no others." : "These are known; there may be others.";
            page.Append($"\n## Values\n\n{others}\n\n| value | |\n|---|---|\n");
            page.AppendJoin("", known.Values.Select(value => $"| `{value.Value}` | {value.Description} |\n"));
        }

        var below = _fields.Keys.Where(other => IsBelow(id, other))
            .OrderBy(other => other.Path.ToString(), StringComparer.Ordinal).ToList();
        if (below.Count > 0)
        {
            page.Append("\n## Below it\n\n| field | since |\n|---|---|\n");
            page.AppendJoin("", below.Select(other =>
                $"| [{other.Path}]({Path.GetFileName(PageOf(other))}) | {_fields[other].Availability.Ranges[0].Introduced} |\n"));
        }

        return page.Append("\n[All fields](../matrix.md)\n").ToString();
    }

    private IEnumerable<IGrouping<DocumentId, FieldId>> Documents() => _fields.Keys
        .OrderBy(id => id.Path.ToString(), StringComparer.Ordinal)
        .GroupBy(id => id.Document)
        .OrderBy(document => document.Key == DocumentId.Instance ? "" : document.Key.ToString(), StringComparer.Ordinal);

    private static string Name(FieldId id) => id.Document == DocumentId.Instance ? $"{id.Path}" : $"{id.Document}: {id.Path}";

    private static bool IsBelow(FieldId id, FieldId other) =>
        id.Document == other.Document && other.Path.ToString() is var path
        && (path.StartsWith($"{id.Path}.", StringComparison.Ordinal) || path.StartsWith($"{id.Path}[].", StringComparison.Ordinal));

    private static string RangeOf(VersionRange range) =>
        range.Introduced == default ? "all"
        : range.Withdrawn == ApiVersion.Never ? $"{range.Introduced} and later"
        : $"{range.Introduced}, until {range.Withdrawn}";

    private static string ValueOf(FieldView field)
    {
        var kind = field.Type.Kind switch
        {
            ValueKind.Object => $"`{field.Type.TypeName}`",
            ValueKind.String => "text",
            ValueKind.Boolean => "true or false",
            _ => "number",
        };
        return $"{(field.Type.IsList ? $"a list of {kind}" : kind)}{(field.Format.Length > 0 ? $", format {field.Format}" : "")}";
    }

    /// <summary>The way through the records, from the document's own.</summary>
    private string PropertyOf(FieldId id)
    {
        var code = new StringBuilder("document");
        var path = FieldPath.Root;
        foreach (var step in id.Path.Steps)
        {
            path = step.IsItem ? path.ThenItem() : path.Then(step.Name);
            code.Append(step.IsItem ? "[0]" : $".{_fields[new FieldId(id.Document, path)].Name}");
        }

        return code.ToString();
    }

    private void AddRoutes(RouteView route, string parent)
    {
        var accessor = route.Name.Length == 0 ? $"{parent}[0]" : $"{parent}.{route.Name}";
        if (route is { Field: { } id, Type: not null } && _fields.ContainsKey(id))
        {
            _routes[id] = (route, accessor);
        }

        foreach (var child in route.Children)
        {
            AddRoutes(child, accessor);
        }
    }
}
