using System.Reflection;
using System.Text;

namespace Imds.Fuzz.Frame;

/// <summary>
/// Something that has to cope with whatever it is given: how inputs for it are made, and what must hold for each of them.
/// </summary>
public abstract class FuzzTarget
{
    /// <summary>Every target there is: each class that derives from this one and can be made.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } = [.. Assembly.GetExecutingAssembly().GetTypes()
        .Where(type => typeof(FuzzTarget).IsAssignableFrom(type) && !type.IsAbstract)
        .Select(type => (FuzzTarget)Activator.CreateInstance(type)!).OrderBy(target => target.Name, StringComparer.Ordinal)];

    /// <summary>What the command and the folder of its cases call it.</summary>
    public abstract string Name { get; }

    /// <summary>How many inputs the tests make, each time the same; the command makes as many as it is asked for.</summary>
    public abstract int InputsInTests { get; }

    /// <summary>Whether several inputs may be checked at once.</summary>
    public virtual bool RunsInParallel => true;

    /// <summary>An input that takes longer than this hangs.</summary>
    public virtual TimeSpan Limit => TimeSpan.FromSeconds(60);

    /// <summary>What the files of its cases end with.</summary>
    public virtual string CaseExtension => ".bin";

    /// <summary>An input: the same whenever the numbers are.</summary>
    public abstract byte[] Make(Random random);

    /// <summary>Throws where something does not hold: <see cref="FuzzException"/>, or whatever the code under test throws.</summary>
    public abstract void Check(byte[] input);

    /// <summary>Inputs like this one with less in them, if the target knows better than to leave out lines and bytes.</summary>
    public virtual IEnumerable<byte[]> Simpler(byte[] input) => [];
}

/// <summary>A target whose inputs are text.</summary>
public abstract class TextFuzzTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string CaseExtension => ".txt";

    /// <inheritdoc/>
    public sealed override byte[] Make(Random random) => Encoding.UTF8.GetBytes(MakeText(random));

    /// <inheritdoc/>
    public sealed override void Check(byte[] input) => Check(Encoding.UTF8.GetString(input));

    /// <inheritdoc cref="Make"/>
    protected abstract string MakeText(Random random);

    /// <inheritdoc cref="FuzzTarget.Check(byte[])"/>
    protected abstract void Check(string input);
}

/// <summary>What must hold does not. Failures of one kind are one finding.</summary>
public sealed class FuzzException(string kind, string details) : Exception($"{kind}: {details}")
{
    /// <summary>In few words and without anything of the input.</summary>
    public string Kind => kind;
}
