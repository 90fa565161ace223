using System.Text;
using System.Text.Json;

namespace Imds.Hosting;

/// <summary>Makes settings of what the service says of the machine.</summary>
internal static class MetadataSettings
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="ArgumentException">A chosen field is none.</exception>
    /// <exception cref="FormatException">The user data is not in the chosen format.</exception>
    public static IDictionary<string, string?> Of(Instance instance, ImdsConfigurationOptions options)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        AddFields(instance, options.Fields, settings);
        AddUserData(instance.Compute.UserData, options.UserData, settings);
        foreach (var tag in instance.Compute.TagsList)
        {
            // Of several prefixes the longest is the one that is meant.
            var prefix = options.TagPrefixes
                .Where(prefix => tag.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).MaxBy(prefix => prefix.Length);
            if (prefix is not null && tag.Name.Length > prefix.Length)
            {
                settings[Key(tag.Name[prefix.Length..])] = tag.Value;
            }
        }

        return settings;
    }

    private static void AddFields(Instance instance, IDictionary<string, string> fields, Dictionary<string, string?> settings)
    {
        if (fields.Count == 0)
        {
            return;
        }

        using var document = JsonDocument.Parse(instance.ToJson());
        foreach (var (key, path) in fields)
        {
            if (DocumentField.Find(document.RootElement, path) is { } value)
            {
                Add(key, value, keepEmpty: false, settings);
            }
        }
    }

    private static string TextOf(string userData)
    {
        try
        {
            return Utf8.GetString(Convert.FromBase64String(userData)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("The user data is not text in UTF-8.", e);
        }
    }

    private static void AddUserData(string userData, ImdsUserDataFormat format, Dictionary<string, string?> settings)
    {
        if (format == ImdsUserDataFormat.None || userData.Length == 0)
        {
            return;
        }

        var text = TextOf(userData);
        if (format == ImdsUserDataFormat.Json)
        {
            AddJson(text, settings);
        }
        else
        {
            AddLines(text, settings);
        }
    }

    private static void AddJson(string text, Dictionary<string, string?> settings)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("The user data of this machine is JSON, but no object, so it has no settings.");
            }

            Add("", document.RootElement, keepEmpty: true, settings);
        }
        catch (JsonException e)
        {
            throw new FormatException(
                $"The user data of this machine is not JSON, as ImdsConfigurationOptions.UserData says: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException(
                "The user data of this machine is JSON with half of a surrogate pair in a text, so it has no settings.", e);
        }
    }

    private static void AddLines(string text, Dictionary<string, string?> settings)
    {
        var number = 0;
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (line.Length > 0 && line[0] != '#')
            {
                // The line itself may be a secret.
                var equals = line.IndexOf('=');
                if (equals <= 0)
                {
                    throw new FormatException(FormattableString.Invariant(
                        $"Line {number} of the user data of this machine is not key=value, as ImdsConfigurationOptions.UserData says."));
                }

                settings[Key(line[..equals].Trim())] = line[(equals + 1)..].Trim();
            }
        }
    }

    private static string Key(string text) => text.Replace("__", ":", StringComparison.Ordinal);

    private static void Add(string key, JsonElement value, bool keepEmpty, Dictionary<string, string?> settings)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Add(key.Length == 0 ? member.Name : $"{key}:{member.Name}", member.Value, keepEmpty, settings);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Add(FormattableString.Invariant($"{key}:{index++}"), item, keepEmpty, settings);
                }

                break;
            default:
                var text = value.ValueKind == JsonValueKind.Null ? null : value.ToString();
                if (keepEmpty || !string.IsNullOrEmpty(text))
                {
                    settings[key] = text;
                }

                break;
        }
    }
}
