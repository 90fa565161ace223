namespace Imds.Benchmarks.Measuring;

/// <summary>A ratio of two things measured in one run, and the target it is held against.</summary>
internal sealed record Figure
{
    private readonly string _name;
    private readonly double _ratio;
    private readonly double _target;
    private readonly bool _isLeast;

    private Figure(string name, double ratio, double target, bool isLeast) => (_name, _ratio, _target, _isLeast) = (name, ratio, target, isLeast);

    public bool IsMet => _isLeast ? _ratio >= _target : _ratio <= _target;

    public static Figure AtMost(double target, string name, double ratio) => new(name, ratio, target, isLeast: false);

    public static Figure AtLeast(double target, string name, double ratio) => new(name, ratio, target, isLeast: true);

    public override string ToString() =>
        FormattableString.Invariant($"{_name}\t{_ratio:0.0000}\t{(_isLeast ? ">=" : "<=")}{_target:0.####}\t{(IsMet ? "ok" : "short")}");
}
