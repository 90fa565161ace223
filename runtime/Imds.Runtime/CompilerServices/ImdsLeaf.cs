using System.Globalization;
using Imds.CompilerServices;

namespace Imds;

/// <summary>A route to a single value: a text, a number or a boolean.</summary>
/// <typeparam name="T">The value's type: string, int, long, double or bool.</typeparam>
public readonly struct ImdsLeaf<T>
{
    private readonly ImdsRoute _route;

    /// <summary>Makes the leaf at the end of a route.</summary>
    public ImdsLeaf(ImdsRoute route) => _route = route;

    /// <summary>Asks the service for this value alone.</summary>
    /// <exception cref="ImdsException">The call failed, or the service's text is not a value of this type.</exception>
    public async Task<T> GetAsync(CancellationToken cancellationToken = default)
    {
        var route = _route;
        var reply = await route.SendAsync(text: true, query: null, cancellationToken).ConfigureAwait(false);
        var text = reply.Text();
        return TryParse(text, out var value) ? (T)value : throw reply.WrongKind(text, Kind);
    }

    /// <summary>The route, as it stands in the URL.</summary>
    public override string ToString() => _route.ToString();

    internal string Url => _route.Url(text: true);

    private static string Kind =>
        typeof(T) == typeof(bool)
            ? "true or false" : typeof(T) == typeof(double) ? "a number" : $"a whole number of {(typeof(T) == typeof(int) ? 32 : 64)} bits";

    private static bool TryParse(string text, out object value)
    {
        bool parsed;
        if (typeof(T) == typeof(string))
        {
            (parsed, value) = (true, text);
        }
        else if (typeof(T) == typeof(int))
        {
            parsed = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            value = number;
        }
        else if (typeof(T) == typeof(long))
        {
            parsed = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            value = number;
        }
        else if (typeof(T) == typeof(double))
        {
            parsed = double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture, out var number)
                && !double.IsNaN(number) && !double.IsInfinity(number);
            value = number;
        }
        else if (typeof(T) == typeof(bool))
        {
            parsed = bool.TryParse(text, out var truth);
            value = truth;
        }
        else
        {
            throw new NotSupportedException($"A single value is a string, int, long, double or bool, not a {typeof(T)}.");
        }

        return parsed;
    }
}
