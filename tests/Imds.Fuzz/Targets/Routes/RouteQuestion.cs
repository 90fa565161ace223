using System.Text.Json.Serialization;

namespace Imds.Fuzz.Targets.Routes;

/// <summary>A call by a chain of properties, as a program writes it.</summary>
internal sealed record RouteQuestion
{
    /// <summary>The address that a program is given.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The namespace of the client.</summary>
    public string Client { get; set; } = "";

    /// <summary>Properties, and the indexes between them.</summary>
    public IReadOnlyList<string> Steps { get; set; } = [];

    /// <summary>The method at the end.</summary>
    public string Method { get; set; } = "";

    /// <summary>What it is called with; null where nothing is.</summary>
    public IReadOnlyList<string?> Arguments { get; set; } = [];
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(RouteQuestion))]
internal sealed partial class RouteQuestionJson : JsonSerializerContext;
