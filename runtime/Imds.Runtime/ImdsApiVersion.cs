using System.Globalization;

namespace Imds;

/// <summary>A version of the Instance Metadata Service's API: a date such as 2021-02-01. Later dates are greater.</summary>
/// <remarks>The default value is "no version": it is smaller than every version and its text is empty.</remarks>
public readonly struct ImdsApiVersion : IEquatable<ImdsApiVersion>, IComparable<ImdsApiVersion>, IComparable
{
    // yyyymmdd, so that the order of the numbers is the order of the versions.
    private readonly int _date;

    /// <summary>Makes the version of a date.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such date.</exception>
    public ImdsApiVersion(int year, int month, int day)
    {
        if (!IsDate(year, month, day))
        {
            throw new ArgumentOutOfRangeException(
                nameof(year), FormattableString.Invariant(
                    $"There is no date {year:D4}-{month:D2}-{day:D2}, so it cannot be an api-version."));
        }

        _date = (year * 10000) + (month * 100) + day;
    }

    /// <summary>Reads a version written as yyyy-MM-dd.</summary>
    /// <exception cref="FormatException">The text is not a date in that form.</exception>
    public static ImdsApiVersion Parse(string text)
    {
        if (text is null)
        {
            throw new ArgumentNullException(nameof(text));
        }

        return TryParse(text, out var version)
            ? version
            : throw new FormatException($"'{text}' is not an api-version: it must be a date written as yyyy-MM-dd, such as 2021-02-01.");
    }

    /// <summary>Reads a version written as yyyy-MM-dd; false if the text is anything else.</summary>
    public static bool TryParse(string? text, out ImdsApiVersion version)
    {
        version = default;
        if (text is not { Length: 10 } || text[4] != '-' || text[7] != '-')
        {
            return false;
        }

        int year = Number(text, 0, 4), month = Number(text, 5, 2), day = Number(text, 8, 2);
        if (!IsDate(year, month, day))
        {
            return false;
        }

        version = new ImdsApiVersion(year, month, day);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(ImdsApiVersion other) => _date.CompareTo(other._date);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        ImdsApiVersion other => CompareTo(other),
        _ => throw new ArgumentException($"An {nameof(ImdsApiVersion)} can be compared with another only.", nameof(obj)),
    };

    /// <inheritdoc/>
    public bool Equals(ImdsApiVersion other) => _date == other._date;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ImdsApiVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _date;

    /// <summary>The version as yyyy-MM-dd, or an empty text for the default value.</summary>
    public override string ToString() => _date == 0
        ? ""
        : string.Format(CultureInfo.InvariantCulture, "{0:D4}-{1:D2}-{2:D2}", _date / 10000, _date / 100 % 100, _date % 100);

    /// <summary>Whether both are the same version.</summary>
    public static bool operator ==(ImdsApiVersion left, ImdsApiVersion right) => left._date == right._date;

    /// <summary>Whether the two are different versions.</summary>
    public static bool operator !=(ImdsApiVersion left, ImdsApiVersion right) => left._date != right._date;

    /// <summary>Whether the left version is older.</summary>
    public static bool operator <(ImdsApiVersion left, ImdsApiVersion right) => left._date < right._date;

    /// <summary>Whether the left version is older or the same.</summary>
    public static bool operator <=(ImdsApiVersion left, ImdsApiVersion right) => left._date <= right._date;

    /// <summary>Whether the left version is newer.</summary>
    public static bool operator >(ImdsApiVersion left, ImdsApiVersion right) => left._date > right._date;

    /// <summary>Whether the left version is newer or the same.</summary>
    public static bool operator >=(ImdsApiVersion left, ImdsApiVersion right) => left._date >= right._date;

    private static bool IsDate(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    // ASCII digits only: int.Parse would take those of other scripts, signs and spaces too.
    private static int Number(string text, int start, int length)
    {
        var value = 0;
        for (var i = start; i < start + length; i++)
        {
            if (text[i] is < '0' or > '9')
            {
                return -1;
            }

            value = (value * 10) + (text[i] - '0');
        }

        return value;
    }
}
