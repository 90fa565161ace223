namespace Imds.Generators.Primitives;

/// <summary>A path inside a document, as tables write it: <c>network.interface[].macAddress</c>.</summary>
internal sealed class FieldPath : IEquatable<FieldPath>
{
    private const string Item = "[]";

    private readonly string _text;

    private FieldPath(string text, EquatableArray<FieldStep> steps) => (_text, Steps) = (text, steps);

    /// <summary>The document itself.</summary>
    public static FieldPath Root { get; } = new("", []);

    public EquatableArray<FieldStep> Steps { get; }

    public bool IsRoot => Steps.Count == 0;

    /// <summary>What the last step leads away from. The document itself is in nothing but itself.</summary>
    public FieldPath Outer => Steps.Take(Steps.Count - 1)
        .Aggregate(Root, (path, step) => step.IsItem ? path.ThenItem() : path.Then(step.Name));

    public static FieldPath Parse(string text)
    {
        var steps = new List<FieldStep>();
        foreach (var part in text.Split('.'))
        {
            var items = 0;
            var name = part;
            for (; name.EndsWith(Item, StringComparison.Ordinal); items++)
            {
                name = name.Substring(0, name.Length - Item.Length);
            }

            steps.Add(new FieldStep(name, IsItem: false));
            steps.AddRange(Enumerable.Repeat(new FieldStep("", IsItem: true), items));
        }

        return new FieldPath(text, steps.ToEquatable());
    }

    /// <summary>The path of a field of what is here.</summary>
    public FieldPath Then(string name) =>
        new(IsRoot ? name : $"{_text}.{name}", Steps.Append(new FieldStep(name, IsItem: false)).ToEquatable());

    /// <summary>The path of an element of the list that is here.</summary>
    public FieldPath ThenItem() => new(_text + Item, Steps.Append(new FieldStep("", IsItem: true)).ToEquatable());

    public bool Equals(FieldPath? other) => other is not null && _text == other._text;

    public override bool Equals(object? obj) => Equals(obj as FieldPath);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    public override string ToString() => _text;
}

/// <summary>One step of a field path: to a field by its name, or to any element of a list.</summary>
internal readonly record struct FieldStep(string Name, bool IsItem);
