using System.Diagnostics;

namespace Imds.Fuzz.Frame;

/// <summary>Makes an input that fails smaller, as long as it fails in the same way.</summary>
public sealed class Shrinking(FuzzTarget target, string kind, int tries = 3000)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly long _start = Stopwatch.GetTimestamp();
    private int _tries = tries;

    public byte[] Shrink(byte[] input)
    {
        using var check = new WatchedCheck(target);
        while (target.Simpler(input).FirstOrDefault(simpler => Fails(check, simpler)) is { } simpler)
        {
            input = simpler;
        }

        var lines = WithoutNeedless(LinesOf(input), rest => Fails(check, Join(rest)));
        return [.. WithoutNeedless([.. Join(lines)], rest => Fails(check, [.. rest]))];
    }

    /// <summary>First halves go, then quarters, and at last single parts.</summary>
    private static List<T> WithoutNeedless<T>(List<T> parts, Func<List<T>, bool> fails)
    {
        for (var size = (parts.Count + 1) / 2; size > 0; size /= 2)
        {
            for (var at = 0; at < parts.Count;)
            {
                List<T> rest = [.. parts.Take(at), .. parts.Skip(at + size)];
                if (fails(rest))
                {
                    parts = rest;
                }
                else
                {
                    at += size;
                }
            }
        }

        return parts;
    }

    private bool Fails(WatchedCheck check, byte[] input) =>
        _tries-- > 0 && Stopwatch.GetElapsedTime(_start) < Patience && check.Check(input)?.Kind == kind;

    private static List<byte[]> LinesOf(byte[] input)
    {
        var lines = new List<byte[]>();
        for (var start = 0; start < input.Length;)
        {
            var end = Array.IndexOf(input, (byte)'\n', start) is var found and >= 0 ? found + 1 : input.Length;
            lines.Add(input[start..end]);
            start = end;
        }

        return lines;
    }

    private static byte[] Join(List<byte[]> lines) => [.. lines.SelectMany(line => line)];
}
