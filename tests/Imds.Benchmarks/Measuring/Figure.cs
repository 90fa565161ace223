using System.Globalization;

namespace Imds.Benchmarks.Measuring;

/// <summary>A ratio of two things measured in one run, and the target it is held against.</summary>
internal sealed record Figure
{
    private readonly string _name;
    private readonly double _ratio;
    private readonly double _target;
    private readonly bool _isLeast;

    private Figure(string name, double ratio, double target, bool isLeast) =>
        (_name, _ratio, _target, _isLeast) = (name, ratio, target, isLeast);

    public bool IsMet => _isLeast ? _ratio >= _target : _ratio <= _target;

    public static Figure AtMost(double target, string name, double ratio) => new(name, ratio, target, isLeast: false);

    public static Figure AtLeast(double target, string name, double ratio) => new(name, ratio, target, isLeast: true);

    /// <summary>What another process wrote.</summary>
    public static Figure Parse(string line)
    {
        var parts = line.Split('\t');
        return new(parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture),
            double.Parse(parts[2][2..], CultureInfo.InvariantCulture), parts[2].StartsWith(">=", StringComparison.Ordinal));
    }

    /// <summary>The same figure, of several processes.</summary>
    public static Figure Median(IReadOnlyList<Figure> same) =>
        new(same[0]._name, Pair.Median(same.Select(figure => figure._ratio)), same[0]._target, same[0]._isLeast);

    public override string ToString() =>
        FormattableString.Invariant($"{_name}\t{_ratio:0.0000}\t{(_isLeast ? ">=" : "<=")}{_target:0.####}\t{(IsMet ? "ok" : "short")}");
}
