using System.Globalization;
using System.Text.Json;

namespace Imds.Hosting;

/// <summary>Finds a field of the instance document by its path, such as <c>network.interface[0].macAddress</c>.</summary>
internal static class DocumentField
{
    /// <returns>The field; null where the document has too few elements for it.</returns>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public static JsonElement? Find(JsonElement document, string path)
    {
        var value = document;
        foreach (var step in path.Split('.'))
        {
            var bracket = step.IndexOf('[');
            var name = bracket < 0 ? step : step[..bracket];
            value = Member(value, name) ?? throw NoField(path, value, name);
            if (bracket >= 0)
            {
                if (IndexOf(step, bracket) is not { } index || value.ValueKind != JsonValueKind.Array)
                {
                    throw new ArgumentException(
                        $"There is no field '{path}': '{step}' must be a list with the index of an element, such as interface[0].",
                        nameof(path));
                }

                if (index >= value.GetArrayLength())
                {
                    return null;
                }

                value = value[index];
            }
        }

        return value;
    }

    private static int? IndexOf(string step, int bracket) =>
        step.EndsWith(']')
        && int.TryParse(step.AsSpan(bracket + 1)[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;

    private static JsonElement? Member(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    return member.Value;
                }
            }
        }

        return null;
    }

    private static ArgumentException NoField(string path, JsonElement parent, string name)
    {
        var meant = parent.ValueKind == JsonValueKind.Object
            ? Generators.Primitives.Nearest.To(name, parent.EnumerateObject().Select(member => member.Name))
            : null;
        var hint = meant is null
            ? ". ImdsConfigurationOptions.Fields takes paths such as compute.vmSize."
            : $"; did you mean {meant} in place of {name}?";
        return new ArgumentException($"The instance document has no field '{path}'{hint}", nameof(path));
    }
}
