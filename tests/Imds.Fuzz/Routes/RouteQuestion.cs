using System.Text.Json.Serialization;

namespace Imds.Fuzz.Routes;

/// <summary>A call by a chain of properties, as a program writes it.</summary>
internal sealed record RouteQuestion
{
    /// <summary>The address that a program is given.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The namespace of the client.</summary>
    public string Client { get; init; } = "";

    /// <summary>Properties, and the indexes between them.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>The method at the end.</summary>
    public string Method { get; init; } = "";

    /// <summary>What it is called with; null where nothing is.</summary>
    public IReadOnlyList<string?> Arguments { get; init; } = [];
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(RouteQuestion))]
internal sealed partial class RouteQuestionJson : JsonSerializerContext;
