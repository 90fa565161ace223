namespace Imds.Generators.Emit;

/// <summary>Writes XML doc comments.</summary>
internal static class Doc
{
    private const string Host = "http://169.254.169.254/metadata/";

    private static readonly string[] Articles = ["The ", "A ", "An ", "All "];

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

    /// <summary>What every call has last: the token, what it gives and how it fails.</summary>
    /// <param name="returns">As XML; none where the call gives nothing.</param>
    public static void Call(this SourceWriter writer, TypeNames types, string returns = "")
    {
        writer.Line("/// <param name=\"cancellationToken\">Cancels the call.</param>");
        if (returns.Length > 0)
        {
            writer.Line($"/// <returns>{returns}</returns>");
        }

        writer.Line($"/// <exception cref=\"{types["ImdsException"]}\">The service cannot be reached, refuses the request or fails; the "
            + "message says which, and what to do.</exception>");
        writer.Line($"/// <exception cref=\"{types["OperationCanceledException"]}\">The call was cancelled.</exception>");
    }

    /// <summary>"Since api-version 2019-06-01.", or nothing where the tables do not say.</summary>
    public static string Since(string introduced, string withdrawn = "") =>
        introduced.Length == 0
            ? "" : withdrawn.Length == 0 ? $"Since api-version {introduced}." : $"From api-version {introduced}, gone with {withdrawn}.";

    /// <summary>The URL that a call asks for.</summary>
    public static string Url(string template, string apiVersion, string format = "")
    {
        var query = string.Join("&amp;",
            new[] { apiVersion.Length > 0 ? "api-version=" + apiVersion : "", format.Length > 0 ? "format=" + format : "" }.Where(part =>
                part.Length > 0));
        return $"<c>{Host}{Route(template)}{(query.Length > 0 ? "?" + query : "")}</c>";
    }

    /// <summary>A route for people: each of its indexes is called that.</summary>
    public static string Route(string template) => CSharpText.Xml(Indexes.Replace(template, "{index}"));

    /// <summary>
    /// What is described, as what a call gets: a field is a thing, and an endpoint's description says already what it does.
    /// </summary>
    public static string Gets(string description, string template) => Sentence(description switch
    {
        "" => $"Gets `{Indexes.Replace(template, "{index}")}`",
        _ when Articles.Any(article => description.StartsWith(article, StringComparison.Ordinal)) =>
            "Gets " + char.ToLowerInvariant(description[0]) + description.Substring(1),
        _ => description,
    });

    /// <summary>The attributes that every generated type has.</summary>
    public static void GeneratedType(this SourceWriter writer, TypeNames types, string apiVersion = "")
    {
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"Imds.Generators\", \"{Tool}\")]");
        if (apiVersion.Length > 0)
        {
            writer.Line($"[{types["ImdsType"]}(\"{apiVersion}\")]");
        }
    }

    private static string Tool { get; } = typeof(Doc).Assembly.GetName().Version.ToString(3);

    private static readonly System.Text.RegularExpressions.Regex Indexes =
        new("\\{[0-9]\\}", System.Text.RegularExpressions.RegexOptions.CultureInvariant);

    private static string Sentence(string text)
    {
        var xml = CSharpText.Xml(text);
        return xml.Length == 0 || xml[xml.Length - 1] is '.' or '!' or '?' or ':' ? xml : xml + ".";
    }
}
