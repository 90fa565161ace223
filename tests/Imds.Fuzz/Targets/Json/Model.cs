using System.Reflection;
using System.Text;
using System.Text.Json;
using Imds.CompilerServices;
using Imds.Fuzz.Models;

namespace Imds.Fuzz.Targets.Json;

/// <summary>A generated record, as far as its reader and writer go.</summary>
internal abstract class Model
{
    private static readonly MethodInfo Make = typeof(Model).GetMethod(nameof(Of), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static readonly Dictionary<Type, Model> Made = [];

    /// <summary>All records of all versions, those of whole documents first.</summary>
    public static IReadOnlyList<Model> All { get; } =
    [
        .. typeof(Instance).Assembly.GetExportedTypes()
            .Where(type => Array.Exists(type.GetInterfaces(), face =>
                face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IImdsRecord<>)))
            .OrderBy(type => !Documents.Contains(type.Name)).ThenBy(type => type.FullName, StringComparer.Ordinal)
            .Select(For),
    ];

    /// <summary>How many of them are whole documents.</summary>
    public static int DocumentCount { get; } = All.Count(model => Documents.Contains(model.Type.Name));

    private static IReadOnlyList<string> Documents =>
    [
        nameof(Instance), nameof(AttestedData), nameof(AttestedDocument), nameof(IdentityToken), nameof(IdentityInfo),
        nameof(LoadBalancerMetadata), nameof(ScheduledEvents), nameof(ScheduledEventsApproval), nameof(Versions),
    ];

    public abstract Type Type { get; }

    public IReadOnlyList<Member> Members { get; private set; } = [];

    public abstract object Parse(byte[] utf8);

    public abstract object Parse(string text);

    /// <summary>What System.Text.Json makes of it by the record's converter, piece by piece.</summary>
    public abstract object? ParseInPieces(byte[] utf8);

    public abstract string Write(object record);

    public static Model Named(string name) => All.First(model => model.Type.FullName == name);

    private static Model For(Type type)
    {
        if (!Made.TryGetValue(type, out var model))
        {
            Made[type] = model = (Model)Make.MakeGenericMethod(type).Invoke(null, null)!;
            model.Members = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.IsDefined(typeof(ImdsFieldAttribute))).Select(property => Member.Of(property, For))];
        }

        return model;
    }

    private static Model<T> Of<T>()
        where T : class, IImdsRecord<T>, new() => new();
}

/// <inheritdoc/>
internal sealed class Model<T> : Model
    where T : class, IImdsRecord<T>, new()
{
    private static readonly JsonSerializerOptions Small = new() { DefaultBufferSize = 16 };

    public override Type Type => typeof(T);

    public override object Parse(byte[] utf8) => ImdsJson.Parse<T>(utf8);

    public override object Parse(string text) => ImdsJson.Parse<T>(text);

    public override object? ParseInPieces(byte[] utf8)
    {
        using var stream = new MemoryStream(utf8);
        return JsonSerializer.Deserialize<T>(stream, Small);
    }

    public override string Write(object record) => ImdsJson.Write((T)record);
}

/// <summary>A field of a record.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Get">Gives its value.</param>
/// <param name="Kind">What it holds, or what its items do where it is a list.</param>
/// <param name="IsList">Whether it is a list.</param>
/// <param name="Record">The record that it holds, or that its items are.</param>
internal sealed record Member(string Name, Func<object, object?> Get, Type Kind, bool IsList, Model? Record)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    public static Member Of(PropertyInfo property, Func<Type, Model> modelOf)
    {
        var path = property.GetCustomAttributes<ImdsFieldAttribute>().First().Path;
        var name = path[(path.LastIndexOf('.') + 1)..].Replace("[]", "", StringComparison.Ordinal);
        var type = property.PropertyType;
        var isList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImdsList<>);
        var kind = isList ? type.GetGenericArguments()[0] : type;
        var isPlain = kind == typeof(string) || kind.IsPrimitive;
        var get = (IGetter)Activator.CreateInstance(typeof(Getter<,>).MakeGenericType(property.DeclaringType!, type), property)!;
        return new Member(name, get.Get, kind, isList, isPlain ? null : modelOf(kind));
    }

    private interface IGetter
    {
        object? Get(object record);
    }

    /// <summary>Calls the property without the cost of reflection.</summary>
    private sealed class Getter<TRecord, TValue>(PropertyInfo property) : IGetter
    {
        private readonly Func<TRecord, TValue> _get = property.GetMethod!.CreateDelegate<Func<TRecord, TValue>>();

        public object? Get(object record) => _get((TRecord)record);
    }
}
