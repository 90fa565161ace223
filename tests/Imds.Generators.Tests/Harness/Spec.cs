using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.Tests.Harness;

/// <summary>A spec file as the build would hand it over.</summary>
internal sealed class Spec(string path, string kind, bool isOwn, string text) : AdditionalText
{
    public override string Path => path;

    public string Kind => kind;

    public bool IsOwn => isOwn;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);

    public Spec Again() => new(path, kind, isOwn, text);

    public static Spec Swagger(string text, string path = "my.swagger.json") => new(path, "swagger", isOwn: true, text);

    public static Spec Table(string text, string path = "my.csv") => new(path, "versions", isOwn: true, text);

    public static Spec PackagedSwagger { get; } =
        new("specs/imds.swagger.json", "swagger", isOwn: false, Repository.Read("specs", "imds.swagger.json"));

    public static IReadOnlyList<Spec> PackagedTables { get; } =
        [.. Directory.GetFiles(Repository.PathOf("specs", "versions"), "*.csv").Order(StringComparer.Ordinal)
            .Select(file => new Spec("specs/versions/" + System.IO.Path.GetFileName(file), "versions", isOwn: false,
                File.ReadAllText(file)))];

    public static IReadOnlyList<Spec> Packaged { get; } = [PackagedSwagger, .. PackagedTables];
}
