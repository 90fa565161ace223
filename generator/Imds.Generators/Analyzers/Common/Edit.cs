using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers.Common;

/// <summary>
/// A change of some characters inside a literal, or of a name, that mends a finding. It travels with the diagnostic: its place as the first
/// additional location, the rest as properties.
/// </summary>
internal sealed record Edit(Location Place, string Text, string Title)
{
    public const string TextProperty = "Text";
    public const string TitleProperty = "Title";

    /// <summary>Whether the characters can stand in a literal as they are.</summary>
    public bool IsPlain => Text.All(c => c is >= ' ' and <= '~' and not ('"' or '\\' or '{' or '}'));
}

internal static class Findings
{
    public static Diagnostic With(this DiagnosticDescriptor rule, Location place, Edit? edit, params object[] arguments) =>
        edit is { IsPlain: true }
        ? Diagnostic.Create(rule, place, [edit.Place],
            ImmutableDictionary<string, string?>.Empty.Add(Edit.TextProperty, edit.Text).Add(Edit.TitleProperty, edit.Title), arguments)
        : Diagnostic.Create(rule, place, arguments);
}
