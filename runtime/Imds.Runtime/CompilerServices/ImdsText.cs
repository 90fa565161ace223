using System.ComponentModel;
using System.Globalization;
using System.Net;

namespace Imds.CompilerServices;

/// <summary>Reads what the service sends as text: booleans, numbers, times, addresses, tags and user data.</summary>
/// <remarks>
/// An empty text is how the service says that there is no value. A text that is no value of the kind asked for reads like an empty one,
/// since the service may send what nobody knows of yet; the text itself stays at hand.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ImdsText
{
    private static readonly string[] TimeForms =
    [
        "r", // Mon, 19 Sep 2016 18:29:47 GMT: scheduled events
        "MM/dd/yy HH:mm:ss zzz", // 11/30/20 21:19:19 -0000: attested data
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The boolean that the text holds, or null.</summary>
    public static bool? ReadBoolean(string text) => bool.TryParse(text, out var value) ? value : null;

    /// <summary>The whole number that the text holds, or null.</summary>
    public static int? ReadInt32(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>The whole number that the text holds, or null.</summary>
    public static long? ReadInt64(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>The GUID that the text holds, or null.</summary>
    public static Guid? ReadGuid(string text) => Guid.TryParse(text, out var value) ? value : null;

    /// <summary>The IPv4 or IPv6 address that the text holds, or null.</summary>
    public static IPAddress? ReadAddress(string text)
    {
        const int PartsOfIPv4 = 4;

        // The platform also takes a bare number for an address.
        return text is not null && (text.IndexOf(':') >= 0 || text.Split('.').Length == PartsOfIPv4)
            && IPAddress.TryParse(text, out var value) ? value : null;
    }

    /// <summary>The absolute address that the text holds, or null.</summary>
    public static Uri? ReadUri(string text)
    {
        // Where paths begin with a slash, the platform also takes one for an address.
        return !string.IsNullOrEmpty(text) && text[0] != '/' && Uri.TryCreate(text, UriKind.Absolute, out var value) ? value : null;
    }

    /// <summary>The time that the text holds, in any of the forms in which the service writes one, or null.</summary>
    /// <remarks>The forms are those of scheduled events, of attested data, ISO 8601, and the seconds since 1970 of tokens.</remarks>
    public static DateTimeOffset? ReadTime(string text)
    {
        if (string.IsNullOrEmpty(text))
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
            ? time : null;
    }

    /// <summary>The bytes that the text holds in Base64; none where it is empty or is not Base64.</summary>
    public static byte[] ReadBytes(string text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            try
            {
                return Convert.FromBase64String(text);
            }
            catch (FormatException)
            {
                // There is no way to ask beforehand on every target framework.
            }
        }

        return [];
    }

    /// <summary>The tags of a text such as <c>Department:IT;Stage:Test</c>, by their names in any case.</summary>
    /// <remarks>
    /// A value may hold colons and semicolons: what follows a semicolon and has no colon belongs to the value before it, so that
    /// <c>a:b;c;d:e</c> is the tag a with the value <c>b;c</c>, and d. Of two tags with one name the first counts.
    /// </remarks>
    public static IReadOnlyDictionary<string, string> ReadTags(string text)
    {
        var tags = NoTags();
        if (string.IsNullOrEmpty(text))
        {
            return tags;
        }

        // The semicolon at the end of the text belongs to no value, and what comes before the first colon to no tag.
        var (end, tag) = (text[text.Length - 1] == ';' ? text.Length - 1 : text.Length, -1);
        for (var part = 0; part < end;)
        {
            var next = text.IndexOf(';', part, end - part) is >= 0 and var semicolon ? semicolon : end;
            if (text.IndexOf(':', part, next - part) >= 0)
            {
                Close(part - 1);
                tag = part;
            }

            part = next + 1;
        }

        Close(end);
        return tags;

        void Close(int until)
        {
            if (tag >= 0)
            {
                var colon = text.IndexOf(':', tag);
                Add(tags, text.Substring(tag, colon - tag), text.Substring(colon + 1, until - colon - 1));
            }
        }
    }

    /// <summary>The tags of a list, which is exact, or of a text in its place where the list is empty.</summary>
    /// <param name="text">The tags as one text.</param>
    /// <param name="list">The tags as a list.</param>
    /// <param name="name">Gives the name of a tag.</param>
    /// <param name="value">Gives the value of a tag.</param>
    public static IReadOnlyDictionary<string, string> ReadTags<T>(
        string text, ImdsList<T> list, Func<T, string> name, Func<T, string> value)
    {
        if (list is null || name is null || value is null || list.Count == 0)
        {
            return ReadTags(text);
        }

        var tags = NoTags();
        foreach (var tag in list)
        {
            Add(tags, name(tag), value(tag));
        }

        return tags;
    }

    /// <summary>Azure does not tell cases apart in the names of tags.</summary>
    private static Dictionary<string, string> NoTags() => new(StringComparer.OrdinalIgnoreCase);

    private static void Add(Dictionary<string, string> tags, string name, string value)
    {
        if (!tags.TryGetValue(name, out _))
        {
            tags.Add(name, value);
        }
    }
}
