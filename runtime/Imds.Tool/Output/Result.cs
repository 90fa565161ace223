using System.Text.Json.Nodes;

namespace Imds.Tool.Output;

/// <summary>What a command found.</summary>
/// <param name="Data">For programs, and for a query.</param>
internal sealed record Result(JsonNode? Data)
{
    /// <summary>For people; null where the data speaks for itself.</summary>
    public IReadOnlyList<View>? Views { get; init; }

    /// <summary>One record a line, for <c>cut</c> and <c>awk</c>; null where the data gives them.</summary>
    public IEnumerable<string[]>? Records { get; init; }

    /// <summary>The route of the data, in front of the routes of its fields.</summary>
    public string Route { get; init; } = "";
}

/// <summary>Something to show.</summary>
/// <param name="Title">What stands above it; empty for nothing.</param>
internal abstract record View(string Title);

internal sealed record TableView(string Title, IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows) : View(Title);

/// <summary>Names, and beside each what belongs to it.</summary>
internal sealed record FactsView(string Title, IReadOnlyList<(string Name, string Value)> Facts) : View(Title);

internal sealed record TreeView(string Title, JsonNode? Node) : View(Title);

internal sealed record LinesView(string Title, IReadOnlyList<string> Lines) : View(Title);
