namespace Imds.Generators.Primitives;

/// <summary>An api-version of the service: a date, ordered as dates are.</summary>
internal readonly record struct ApiVersion : IComparable<ApiVersion>
{
    /// <summary>Year, month and day as one number: 2021-02-01 is 20210201, so that numbers compare as the dates do.</summary>
    private readonly int _number;

    private ApiVersion(int number) => _number = number;

    public static ApiVersion Never { get; } = new(int.MaxValue);

    public static bool TryParse(string text, out ApiVersion version)
    {
        var ok = DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        version = ok ? new ApiVersion(date.Year * 10000 + date.Month * 100 + date.Day) : default;
        return ok;
    }

    public static ApiVersion Parse(string text) =>
        TryParse(text, out var version)
            ? version : throw new FormatException($"'{text}' is not a valid api-version: write a date like 2021-02-01.");

    public int CompareTo(ApiVersion other) => _number.CompareTo(other._number);

    public static bool operator <(ApiVersion left, ApiVersion right) => left._number < right._number;

    public static bool operator >(ApiVersion left, ApiVersion right) => left._number > right._number;

    public static bool operator <=(ApiVersion left, ApiVersion right) => left._number <= right._number;

    public static bool operator >=(ApiVersion left, ApiVersion right) => left._number >= right._number;

    /// <summary>How far two versions lie apart, for telling which known one is nearest to an unknown one.</summary>
    public int DistanceTo(ApiVersion other) => Math.Abs(DayNumber - other.DayNumber);

    private int DayNumber => _number / 10000 * 372 + _number / 100 % 100 * 31 + _number % 100;

    public override string ToString() => _number.ToString("0000-00-00", CultureInfo.InvariantCulture);

    /// <summary>The version as an identifier: <c>V2021_02_01</c>.</summary>
    public string ToIdentifier() => "V" + ToString().Replace('-', '_');
}
