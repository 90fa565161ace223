using System.Collections;
using System.ComponentModel;
using System.Text;

namespace Imds.CompilerServices;

/// <summary>The query parameters of a call, beside those that every call has.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImdsQuery : IEnumerable
{
    private readonly List<KeyValuePair<string, string>> _parameters = [];

    /// <summary>Adds a parameter, unless its value is null or empty.</summary>
    /// <exception cref="ArgumentException">The parameter is there already: the service refuses a request that has one twice.</exception>
    public void Add(string name, string? value)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw new ArgumentException("A query parameter needs a name.", nameof(name));
        }

        if (Is(name, "api-version") || Is(name, "format"))
        {
            throw new ArgumentException($"The query parameter '{name}' is set by the client itself.", nameof(name));
        }

        if (Has(name))
        {
            throw new ArgumentException($"The query parameter '{name}' is there already, and the service refuses one given twice.",
                nameof(name));
        }

        if (!string.IsNullOrEmpty(value))
        {
            _parameters.Add(new(name, value!));
        }
    }

    /// <summary>Refuses before the call what the service would refuse after it.</summary>
    internal void RefuseTogether(IReadOnlyList<string> exclusive)
    {
        if (exclusive.Where(Has).ToArray() is { Length: > 1 } given)
        {
            throw new ArgumentException(
                $"A request may have one of {string.Join(", ", exclusive)}, and {string.Join(" and ", given)} are given: leave out all "
                + "but one.");
        }
    }

    private bool Has(string name) => _parameters.Exists(parameter => Is(parameter.Key, name));

    /// <summary>Goes through the parameters.</summary>
    public IEnumerator GetEnumerator() => _parameters.GetEnumerator();

    /// <summary>The parameters as they stand in a URL.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var parameter in _parameters)
        {
            text.Append(text.Length == 0 ? "" : "&")
                .Append(Uri.EscapeDataString(parameter.Key)).Append('=').Append(Uri.EscapeDataString(parameter.Value));
        }

        return text.ToString();
    }

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
