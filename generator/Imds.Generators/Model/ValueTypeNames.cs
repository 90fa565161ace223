namespace Imds.Generators.Model;

/// <summary>
/// Names the classes that hold the constants of known values. Fields with the same values share one. Records have had their names before,
/// so that a list of values changes the name of no record.
/// </summary>
internal sealed class ValueTypeNames(UniqueNames types)
{
    private static readonly string[] ReservedConstants =
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    private readonly Dictionary<KnownValues, KnownValues> _named = [];

    /// <param name="values">With the name that is asked for.</param>
    /// <param name="record">The record of a field that has them.</param>
    public KnownValues? Name(KnownValues? values, string record)
    {
        if (values is null || _named.TryGetValue(values, out var named))
        {
            return values is null ? null : _named[values];
        }

        var name = types.Take(Naming.Type(values.TypeName), Naming.Type(Naming.Join(record, values.TypeName)));
        var constants = new UniqueNames([name, .. ReservedConstants]);
        named = values with
        {
            TypeName = name,
            Values = values.Values.Select(value => value with { Name = constants.Take(value.Name, value.Name + "Value") }).ToEquatable(),
        };
        return _named[values] = named;
    }
}
