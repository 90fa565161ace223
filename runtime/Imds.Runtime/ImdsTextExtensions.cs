using System.Globalization;
using System.Text;

namespace Imds;

/// <summary>Reads what the service sends as text: booleans, numbers, times, tags and user data.</summary>
/// <remarks>An empty text, which is how the service says that there is no value, gives null or nothing; a wrong one is an error.</remarks>
public static class ImdsTextExtensions
{
    private static readonly string[] TimeForms =
    [
        "r", // Mon, 19 Sep 2016 18:29:47 GMT: scheduled events
        "MM/dd/yy HH:mm:ss zzz", // 11/30/20 21:19:19 -0000: attested data
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The boolean that the text holds; null if the text is empty.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static bool? AsImdsBoolean(this string text) =>
        IsEmpty(text) ? null : bool.TryParse(text, out var value) ? value : throw Wrong(text, "true or false");

    /// <summary>The whole number that the text holds; null if the text is empty.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static int? AsImdsInt32(this string text) => IsEmpty(text) ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : throw Wrong(text, "a whole number of 32 bits");

    /// <summary>The whole number that the text holds; null if the text is empty.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static long? AsImdsInt64(this string text) => IsEmpty(text) ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : throw Wrong(text, "a whole number of 64 bits");

    /// <summary>The time that the text holds, in any of the forms in which the service writes one; null if the text is empty.</summary>
    /// <remarks>The forms are those of scheduled events, of attested data, ISO 8601, and the seconds since 1970 of tokens.</remarks>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static DateTimeOffset? AsImdsTime(this string text)
    {
        if (IsEmpty(text))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        // The service writes the offset of UTC with a minus and without a colon, which the format does not take.
        var common = text.EndsWith(" -0000", StringComparison.Ordinal) || text.EndsWith(" +0000", StringComparison.Ordinal)
            ? text.Substring(0, text.Length - 5) + "+00:00"
            : text;
        return DateTimeOffset.TryParseExact(common, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Wrong(text, "a time in a form of the service");
    }

    /// <summary>The tags of a text such as <c>Department:IT;Stage:Test</c>, in their order.</summary>
    /// <remarks>
    /// A value may hold colons and semicolons: what follows a semicolon and has no colon belongs to the value before it, so that
    /// <c>a:b;c;d:e</c> is the tag a with the value <c>b;c</c>, and d. Where a name or value makes even that uncertain, the list of tags
    /// (<c>compute.tagsList</c>) is exact.
    /// </remarks>
    /// <exception cref="FormatException">The text begins with a part that has no colon.</exception>
    public static ImdsList<KeyValuePair<string, string>> AsImdsTags(this string text)
    {
        var tags = new List<KeyValuePair<string, string>>();
        foreach (var part in NotNull(text).Split(';'))
        {
            if (part.IndexOf(':') is >= 0 and var colon)
            {
                tags.Add(new(part.Substring(0, colon), part.Substring(colon + 1)));
            }
            else if (tags.Count > 0)
            {
                tags[tags.Count - 1] = new(tags[tags.Count - 1].Key, tags[tags.Count - 1].Value + ";" + part);
            }
            else if (part.Length > 0)
            {
                throw Wrong(part, "a tag, which is a name, a colon and a value");
            }
        }

        // The semicolon at the end of the text belongs to no value.
        if (tags.Count > 0 && text.EndsWith(";", StringComparison.Ordinal))
        {
            var last = tags[tags.Count - 1];
            tags[tags.Count - 1] = new(last.Key, last.Value.Substring(0, last.Value.Length - 1));
        }

        return new(tags);
    }

    /// <summary>The tags of a list, which is exact, or of a text in its place where the list is empty.</summary>
    /// <param name="text">The tags as one text, such as <c>Department:IT;Stage:Test</c>.</param>
    /// <param name="list">The tags as a list; empty where the api-version has none.</param>
    /// <exception cref="FormatException">The list is empty, and the text begins with a part that has no colon.</exception>
    public static ImdsList<KeyValuePair<string, string>> AsImdsTags(this string text, IEnumerable<KeyValuePair<string, string>> list)
    {
        var exact = new ImdsList<KeyValuePair<string, string>>(list ?? throw new ArgumentNullException(nameof(list)));
        return exact.Count > 0 ? exact : text.AsImdsTags();
    }

    /// <summary>The bytes of a text in base 64, as user data is; none if the text is empty.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static byte[] AsImdsBytes(this string text)
    {
        try
        {
            return Convert.FromBase64String(NotNull(text));
        }
        catch (FormatException e)
        {
            throw Wrong(e);
        }
    }

    /// <summary>The text in a text in base 64, as user data is when it is text; empty if the text is empty.</summary>
    /// <exception cref="FormatException">The text is not base 64, or its bytes are not UTF-8.</exception>
    public static string AsImdsUserText(this string text)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(text.AsImdsBytes());
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("The bytes are not text in UTF-8: read them with AsImdsBytes.", e);
        }
    }

    private static bool IsEmpty(string text) => NotNull(text).Length == 0;

    private static string NotNull(string text) => text ?? throw new ArgumentNullException(nameof(text));

    private static FormatException Wrong(string text, string kind) => new($"'{text}' is not {kind}.");

    // User data may be a secret, so it is not shown.
    private static FormatException Wrong(FormatException cause) => new("The text is not base 64.", cause);
}
