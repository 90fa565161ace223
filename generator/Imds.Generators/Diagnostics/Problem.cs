using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Imds.Generators.Diagnostics;

/// <summary>A place in a file, as plain data: unlike <see cref="Location"/> it holds no syntax tree and compares by value.</summary>
internal readonly record struct Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Place? From(Location? location) =>
        location is { SourceTree: { } tree } ? new Place(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span) : null;

    public static Place In(string path, SourceText text, TextSpan span) => new(path, span, text.Lines.GetLinePositionSpan(span));

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}

/// <summary>Something wrong with the specs or the configuration, found before emission and reported at its end.</summary>
internal sealed record Problem(string RuleId, Place? Place, EquatableArray<string> Arguments)
{
    /// <summary>More of a name or a row says no more.</summary>
    private const int LongestArgument = 500;

    public static Problem At(DiagnosticDescriptor rule, Place? place, params string[] arguments) =>
        new(rule.Id, place, arguments.Select(Shortened).ToEquatable());

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Rules.ById(RuleId), Place?.ToLocation() ?? Location.None, [.. Arguments]);

    private static string Shortened(string argument) =>
        argument.Length <= LongestArgument ? argument : argument.Substring(0, LongestArgument) + "…";
}
