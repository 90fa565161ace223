using System.Text.Json.Nodes;
using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Generator;

/// <summary>NSwag's command line on the same Swagger, by the script beside these benchmarks.</summary>
internal static class NSwag
{
    private static readonly string Script = Repository.PathOf("tests", "Imds.Benchmarks", "peers", "generate");

    /// <summary>Brings it here unless it is here already.</summary>
    /// <returns>What is missing, or null.</returns>
    public static async Task<string?> InstallAsync()
    {
        try
        {
            await RunAsync("install");
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>The whole process, from its start until the file is written. Over a file of the same content it would not write.</summary>
    public static async Task<string> GenerateAsync()
    {
        var file = Path.GetTempFileName();
        await RunAsync("nswag", file);
        var text = await File.ReadAllTextAsync(file);
        File.Delete(file);
        return text;
    }

    /// <summary>Fails unless it gives a client with a type for each definition of the Swagger.</summary>
    public static async Task RequireResultAsync()
    {
        var code = await GenerateAsync();
        var definitions = JsonNode.Parse(
            await File.ReadAllTextAsync(Repository.PathOf("specs", "imds.swagger.json")))!["definitions"]!.AsObject();
        var missing = definitions.Where(definition =>
            definition.Value!["type"]?.GetValue<string>() == "object"
                && !code.Contains($"class {definition.Key}", StringComparison.Ordinal)).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"NSwag wrote no class for {string.Join(", ", missing.Select(definition => definition.Key))}.");
        }
    }

    private static Task RunAsync(params string[] arguments) => Command.OutputAsync(Repository.Root, Script, arguments);
}
