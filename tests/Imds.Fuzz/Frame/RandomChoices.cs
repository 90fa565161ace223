namespace Imds.Fuzz.Frame;

/// <summary>What targets ask of chance.</summary>
public static class RandomChoices
{
    public static T Any<T>(this Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>True once in so many times.</summary>
    public static bool Once(this Random random, int times) => random.Next(times) == 0;

    /// <summary>A few of these, in their order.</summary>
    public static IEnumerable<T> Few<T>(this Random random, IReadOnlyCollection<T> from, int most)
    {
        var wanted = Math.Min(random.Next(1, most + 1), from.Count);
        var left = from.Count;
        foreach (var one in from)
        {
            if (random.Next(left--) < wanted)
            {
                wanted--;
                yield return one;
            }
        }
    }
}
