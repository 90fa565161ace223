using System.Globalization;

namespace Imds.Emulator.Syntax;

/// <summary>Times and sizes as people write them.</summary>
internal static class Quantity
{
    private static readonly (string Suffix, double Seconds)[] Times = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];
    private static readonly (string Suffix, long Bytes)[] Sizes = [("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30), ("", 1)];

    public static TimeSpan Time(string text)
    {
        foreach (var (suffix, seconds) in Times)
        {
            if (TryNumber(text, suffix, out var number) && number * seconds < TimeSpan.FromDays(365).TotalSeconds)
            {
                return TimeSpan.FromSeconds(number * seconds);
            }
        }

        throw new UsageException($": '{text}' is no length of time: write 500ms, 10s, 2m or 1h.");
    }

    /// <summary>The same, written.</summary>
    public static string Write(TimeSpan time) => time.TotalSeconds % 1 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0}s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.###}ms");

    public static long Bytes(string text)
    {
        foreach (var (suffix, bytes) in Sizes)
        {
            if (TryNumber(text, suffix, out var number) && number * bytes is >= 1 and < long.MaxValue)
            {
                return (long)(number * bytes);
            }
        }

        throw new UsageException($": '{text}' is no size: write a number of bytes, or 64K, 10M or 1G.");
    }

    private static bool TryNumber(string text, string suffix, out double number)
    {
        number = 0;
        return text.EndsWith(suffix, StringComparison.Ordinal)
            && double.TryParse(text[..^suffix.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}
