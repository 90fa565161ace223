using Spectre.Console;

namespace Inspect.Output;

/// <summary>The few colours there are.</summary>
internal static class Styles
{
    public static readonly Style Title = new(Color.Teal, decoration: Decoration.Bold);
    public static readonly Style Name = new(Color.Grey);
    public static readonly Style Quiet = new(Color.Grey);
    public static readonly Style Failure = new(Color.Olive);
}
