namespace Imds.Generators.Emit;

/// <summary>Writes XML doc comments.</summary>
internal static class Doc
{
    private const string Host = "http://169.254.169.254/metadata/";

    public static void Summary(this SourceWriter writer, string text, string otherwise) =>
        writer.Line($"/// <summary>{Sentence(text.Length > 0 ? text : otherwise)}</summary>");

    public static void Remarks(this SourceWriter writer, params string[] lines)
    {
        var paragraphs = lines.Where(line => line.Length > 0).ToList();
        if (paragraphs.Count == 1)
        {
            writer.Line($"/// <remarks>{paragraphs[0]}</remarks>");
        }

        if (paragraphs.Count < 2)
        {
            return;
        }

        writer.Line("/// <remarks>");
        foreach (var paragraph in paragraphs)
        {
            writer.Line($"/// <para>{paragraph}</para>");
        }

        writer.Line("/// </remarks>");
    }

    public static void Parameter(this SourceWriter writer, string identifier, string text) =>
        writer.Line($"/// <param name=\"{identifier.TrimStart('@')}\">{Sentence(text)}</param>");

    /// <summary>"Since api-version 2019-06-01.", or nothing where the tables do not say.</summary>
    public static string Since(string introduced, string withdrawn = "") =>
        introduced.Length == 0 ? "" : withdrawn.Length == 0 ? $"Since api-version {introduced}." : $"From api-version {introduced}, gone with {withdrawn}.";

    /// <summary>The URL that a call asks for, with names in the place of the indexes.</summary>
    public static string Url(string template, string apiVersion, string format = "")
    {
        var query = string.Join("&amp;", new[] { apiVersion.Length > 0 ? "api-version=" + apiVersion : "", format.Length > 0 ? "format=" + format : "" }.Where(part => part.Length > 0));
        return $"<c>{Host}{CSharpText.Xml(template)}{(query.Length > 0 ? "?" + query : "")}</c>";
    }

    private static string Sentence(string text)
    {
        var xml = CSharpText.Xml(text);
        return xml.Length == 0 || xml[xml.Length - 1] is '.' or '!' or '?' or ':' ? xml : xml + ".";
    }
}
