using Microsoft.CodeAnalysis;

namespace Imds.Generators.Analyzers.Common;

/// <summary>IMDS113: what has been seen of fields of which nobody knows how they are spelled, or since when they exist.</summary>
internal sealed class UncertainFields(ServiceView model)
{
    /// <summary>What is said of a name in a document, or null where no such field has been seen.</summary>
    public Diagnostic? In(DocumentId document, FieldPath owner, string name, string written, Location location) =>
        Describe(
            model.Uncertain.Where(seen => seen.Field.Document == document
                && Is(seen.Field.Path.ToString(), owner.Then(name).ToString())),
            written, location);

    /// <summary>What is said of a member that generated code lacks.</summary>
    /// <param name="owner">Of the member, as in the <see cref="Catalog"/>.</param>
    public Diagnostic? Of(string owner, string member, Location location) =>
        Describe(model.Uncertain.Where(seen => Is(seen.Name, member) && Owners(seen.Field).Contains(owner)), member, location);

    /// <summary>What would have the field as a member.</summary>
    private IEnumerable<string> Owners(FieldId field)
    {
        var outer = field with { Path = field.Path.Outer };
        return model.All.Records.Where(record => record.Fields.Any(own => own.Ids.Any(id => id with { Path = id.Path.Outer } == outer)))
            .Select(record => record.Name)
            .Concat(Routes(model.All.Roots, outer).Select(route => Catalog.OwnerOfRoute(route.TypeName)));
    }

    private static IEnumerable<RouteView> Routes(IEnumerable<RouteView> routes, FieldId place) => routes.SelectMany(route =>
        (route.Field == place ? new[] { route } : []).Concat(Routes(route.Children, place)));

    private static Diagnostic? Describe(IEnumerable<UncertainView> fields, string written, Location location)
    {
        var seen = fields.ToList();
        if (seen.Count == 0)
        {
            return null;
        }

        // Spellings that were seen in one place are one field.
        var since = seen[0].Since is { } version ? $" since {version}" : "";
        var source = seen[0].Source.Length > 0 ? $" ({seen[0].Source})" : "";
        return Diagnostic.Create(AvailabilityRules.NotCertain, location, written,
            string.Join(" or ", seen.Select(one => ServiceNames.Display(one.Field)).Distinct()) + since + source);
    }

    private static bool Is(string text, string other) => string.Equals(text, other, StringComparison.OrdinalIgnoreCase);
}
