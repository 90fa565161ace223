using Imds.Generators.Analyzers.Common;
using Imds.Generators.Analyzers.Common.Strings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Imds.Generators.Analyzers.Documents;

/// <summary>The names by which one method body reaches into a reply that it has as a tree: <c>GetProperty("vmSize")</c>.</summary>
/// <param name="documentOf">The document that a call reads, where it reads one.</param>
internal sealed class TreeNames(
    ImdsProject project, MemberCode code, Func<IInvocationOperation, ServiceDocument?> documentOf,
    Action<Diagnostic> report)
{
    private const int Deepest = 50;

    private readonly Dictionary<ILocalSymbol, IOperation?> _locals = new(SymbolEqualityComparer.Default);

    /// <summary>What an expression is: an object of the document, or a list of them.</summary>
    private readonly record struct Place(ServiceDocument Document, FieldType Type, FieldPath Path);

    /// <param name="ask">The change that asks for the document with another version, where one can be made.</param>
    public void Check(Func<ApiVersion, Edit?> ask)
    {
        var names = code.Operations.Select(NameIn).Where(found => found.Owner is not null).ToList();
        if (names.Count == 0)
        {
            return;
        }

        ReadLocals();
        foreach (var (owner, name) in names)
        {
            code.Cancellation.ThrowIfCancellationRequested();
            if (PlaceOf(owner!, 0) is { Type.IsList: false } place)
            {
                Check(place, name!, ask);
            }
        }
    }

    private void Check(Place place, IOperation literal, Func<ApiVersion, Edit?> ask)
    {
        var name = (string)literal.ConstantValue.Value!;
        var fields = project.Types[place.Type.TypeName].Fields;
        var at = literal.Syntax.GetLocation();
        if (fields.FirstOrDefault(field => field.JsonName == name) is { } known)
        {
            if (known.Availability.Contains(place.Document.Effective))
            {
                return;
            }

            var best = VersionHistory.NearestTo(place.Document.Asked, known.Availability, project.Versions.Line(place.Document.Line));
            report(DocumentRules.NotAvailable.With(at, best is { } version ? ask(version) : null, name,
                place.Document.Display(place.Path.Then(name)),
                VersionHistory.Describe(known.Availability, place.Document.Effective) + VersionHistory.Remedy(known.Deprecated),
                $"'{place.Document.Name}' is asked for with {place.Document.Asked}"));
            return;
        }

        if (project.Uncertain.In(place.Document.Document, place.Path, name, name, at) is { } seen)
        {
            report(seen);
            return;
        }

        // Of a name that is like none, the body may know more than the tables do.
        if (Nearest.To(name, fields.Select(field => field.JsonName)) is { } near)
        {
            var owner = place.Path.IsRoot ? place.Document.Document.ToString() : place.Document.Display(place.Path);
            var edit = Literals.Find(literal.Syntax, name) is { } text ? new Edit(text, near, $"Change '{name}' to '{near}'") : null;
            report(DocumentRules.UnknownField.With(at, edit, name, owner, name, $": did you mean '{near}'?"));
        }
    }

    /// <summary>The tree that an operation takes a member of by its name, and the name.</summary>
    private static (IOperation? Owner, IOperation? Name) NameIn(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "GetProperty" or "TryGetProperty" or "TryGetPropertyValue", Instance: { } owner,
            Arguments: [{ Value: var name }, ..] } when IsName(name) && JsonShape.IsTree(owner.Type) => (owner, name),
        IPropertyReferenceOperation { Instance: { } owner, Arguments: [{ Value: var name }] }
            when IsName(Unwrap(name)) && JsonShape.IsTree(owner.Type) => (owner, Unwrap(name)),
        _ => default,
    };

    private static bool IsName(IOperation value) => value.ConstantValue is { HasValue: true, Value: string };

    private Place? PlaceOf(IOperation operation, int depth)
    {
        if (depth > Deepest)
        {
            return null;
        }

        return operation switch
        {
            ILocalReferenceOperation { Local: var local } =>
                _locals.TryGetValue(local, out var value) && value is not null ? Next(value) : null,
            IConditionalAccessInstanceOperation => Around(operation) is { } around ? Next(around.Operation) : null,
            IConditionalAccessOperation access => Next(access.WhenNotNull),
            ICoalesceOperation coalesce => Next(coalesce.Value),
            IAwaitOperation awaited => Next(awaited.Operation),
            IConversionOperation conversion => Next(conversion.Operand),
            IInvocationOperation { TargetMethod.Name: "AsObject" or "AsArray" or "EnumerateArray" or "Clone" or "ConfigureAwait",
                Instance: { } same } => Next(same),
            IPropertyReferenceOperation { Property.Name: "RootElement" or "Root" or "Result", Instance: { } same } => Next(same),
            _ when NameIn(operation) is ({ } owner, { } name) => Member(Next(owner), (string)name.ConstantValue.Value!),
            IPropertyReferenceOperation { Instance: { } list, Arguments: [{ Value.Type.SpecialType: SpecialType.System_Int32 }] } =>
                Item(Next(list)),
            IForEachLoopOperation each => Item(Next(each.Collection)),
            IInvocationOperation call when documentOf(call) is { Type.Kind: ValueKind.Object } document =>
                new Place(document, document.Type, document.Path),
            _ => null,
        };

        Place? Next(IOperation next) => PlaceOf(next, depth + 1);
    }

    private Place? Member(Place? owner, string name)
    {
        if (owner is not { Type.IsList: false } place)
        {
            return null;
        }

        var field = project.Types[place.Type.TypeName].Fields.FirstOrDefault(field => field.JsonName == name);
        return field is { Type.Kind: ValueKind.Object } ? new Place(place.Document, field.Type, place.Path.Then(name)) : null;
    }

    private static Place? Item(Place? list) => list is { Type.IsList: true } place
        ? place with { Type = place.Type with { IsList = false }, Path = place.Path.ThenItem() } : null;

    private static IConditionalAccessOperation? Around(IOperation instance)
    {
        for (var (child, parent) = (instance, instance.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
            {
                return access;
            }
        }

        return null;
    }

    /// <summary>What each local is, where it is one thing only.</summary>
    private void ReadLocals()
    {
        foreach (var operation in code.Operations)
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol: var local, Initializer.Value: var value }:
                    Set(local, value);
                    break;
                case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var local } } each:
                    Set(local, each);
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value: var value }:
                    Set(local, value);
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call,
                    Value: IDeclarationExpressionOperation { Expression: ILocalReferenceOperation { Local: var local } } }:
                    Set(local, NameIn(call).Owner is null ? null : call);
                    break;
            }
        }

        void Set(ILocalSymbol local, IOperation? value) => _locals[local] = _locals.ContainsKey(local) ? null : value;
    }

    private static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }
}
