using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Benchmarks.Generator;

/// <summary>A file of the specs, which the compiler reads when it is first asked for the text.</summary>
internal sealed class Specs(string path, Func<string, string>? edit = null) : AdditionalText
{
    private static readonly string Folder = Repository.PathOf("specs");
    private static readonly string Swagger = System.IO.Path.Combine(Folder, "imds.swagger.json");
    private static readonly string[] Tables = Directory.GetFiles(System.IO.Path.Combine(Folder, "versions"), "*.csv");
    private static int _changes;

    private SourceText? _text;

    public override string Path => path;

    public string Kind => path == Swagger ? "swagger" : "versions";

    /// <summary>The files as they are.</summary>
    public static IReadOnlyList<Specs> Read() => [new Specs(Swagger), .. Tables.Select(path => new Specs(path))];

    /// <summary>The same, with a Swagger that nobody has seen before.</summary>
    public static IReadOnlyList<Specs> Changed()
    {
        var change = new string('\n', Interlocked.Increment(ref _changes));
        return [new Specs(Swagger, text => text + change), .. Tables.Select(path => new Specs(path))];
    }

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text ??= Load();

    private SourceText Load()
    {
        using var stream = File.OpenRead(path);
        var text = SourceText.From(stream);
        return edit is null ? text : SourceText.From(edit(text.ToString()));
    }
}
