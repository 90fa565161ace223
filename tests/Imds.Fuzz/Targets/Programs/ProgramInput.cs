namespace Imds.Fuzz.Targets.Programs;

/// <summary>The source files of a project in one text: a line that begins with <c>////</c> and a name begins another.</summary>
internal static class ProgramInput
{
    private const string Mark = "\n//// ";

    /// <summary>How the output of Razor begins.</summary>
    private const string RazorStart =
        "#pragma checksum \"/app/Page.razor\" \"{ff1816ec-aa5e-4d10-87f7-6f4963833460}\" \"00\"\n#line 1 \"/app/Page.razor\"\n";

    /// <summary>Beside Program.cs: code that somebody writes, and what Razor makes of a component.</summary>
    public static IReadOnlyList<string> OtherFiles { get; } = ["Other.cs", "Page_razor.g.cs"];

    public static IReadOnlyList<(string Name, string Code)> Files(string input)
    {
        var parts = input.Split(Mark);
        return [("Program.cs", parts[0]), .. parts.Skip(1).Select((part, i) =>
        {
            var lines = part.Split('\n', 2);
            var name = OtherFiles.Contains(lines[0]) ? lines[0] : "Other.cs";
            return ($"{i}{name}", (name == "Other.cs" ? "" : RazorStart) + (lines.Length > 1 ? lines[1] : ""));
        })];
    }
}
