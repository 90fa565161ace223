using System.Text.RegularExpressions;

namespace Imds.Emulator.Syntax;

/// <summary>The names of an enum's members as they are typed: LookAlikeDomain is look-alike-domain.</summary>
internal static partial class Kebab
{
    public static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(ToKebab));

    public static T Parse<T>(string text, string what)
        where T : struct, Enum
    {
        var name = Array.Find(Enum.GetNames<T>(), name => ToKebab(name) == text)
            ?? throw new UsageException($": there is no {what} '{text}'. There are: {Names<T>()}.");
        return Enum.Parse<T>(name);
    }

    public static string Name<T>(T value)
        where T : struct, Enum => ToKebab(value.ToString());

    private static string ToKebab(string name) => InnerCapital().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex InnerCapital();
}
