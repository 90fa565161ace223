using System.Reflection;
using Imds.Emulator;

namespace Imds.Faults.Tests;

/// <summary>A call of the generated client, found by walking it, so that what is new in the specs is here by itself.</summary>
/// <param name="Endpoint">The endpoint that it asks; "" for calls of the client itself.</param>
/// <param name="Name">As it is written: <c>Instance.Compute.VmSize.GetAsync</c>.</param>
/// <param name="Kind">What calls of the endpoint have in common.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">What it is called on.</param>
internal sealed record ClientCall(string Endpoint, string Name, string Kind, MethodInfo Method, Func<ImdsClient, object> Target)
{
    // It tells of faults and has none, and looks at the machine that it runs on.
    private const string Diagnosis = nameof(ImdsClient.DiagnoseAsync);

    private static readonly string[] Endpoints = [.. Repository.Read("specs", "versions", "endpoints.csv").Split('\n').Skip(2)
        .Select(row => row.Split(',')[0]).Where(path => path.Length > 0)];

    public static IReadOnlyList<ClientCall> All { get; } = [.. Below(typeof(ImdsClient), client => client, "", isElement: false)];

    /// <summary>Makes the call. What it gives is awaited by the caller of this.</summary>
    public async Task<object?> InvokeAsync(ImdsClient client, ImdsEmulator emulator, string eventId, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var arguments = Method.GetParameters()
            .Select(parameter => Argument(parameter, emulator, eventId, time, cancellationToken)).ToArray();
        var result = Method.Invoke(Target(client), arguments)!;
        if (result is Task task)
        {
            await task;
            return Method.ReturnType.IsGenericType ? ((dynamic)task).Result : null;
        }

        return await FirstAsync((dynamic)result);
    }

    private static IEnumerable<ClientCall> Below(Type type, Func<ImdsClient, object> target, string path, bool isElement)
    {
        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            if (!method.IsSpecialName && IsCall(method.ReturnType) && method.Name != Diagnosis)
            {
                var endpoint = EndpointOf(type, target);
                yield return new ClientCall(endpoint, path + method.Name, KindOf(method, endpoint, path, isElement), method, target);
            }
        }

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            if (property.PropertyType.Namespace != "Imds.Routes" && !IsLeaf(property.PropertyType))
            {
                continue;
            }

            var isIndexer = property.GetIndexParameters().Length > 0;
            object[]? index = isIndexer ? [0] : null;
            var place = isIndexer ? $"{path.TrimEnd('.')}[0]." : $"{path}{property.Name}.";
            foreach (var call in Below(property.PropertyType, client => property.GetValue(target(client), index)!, place, isIndexer))
            {
                yield return call;
            }
        }
    }

    private static string KindOf(MethodInfo method, string endpoint, string path, bool isElement)
    {
        var given = method.ReturnType.GenericTypeArguments.FirstOrDefault();
        return method.Name switch
        {
            "GetAsync" when IsLeaf(method.DeclaringType!) => "fields that are " + given switch
            {
                _ when given == typeof(string) => "texts",
                _ when given == typeof(bool) => "booleans",
                _ => "numbers",
            },
            "GetAsync" when given is { IsGenericType: true } => "lists",
            "GetAsync" when isElement => "elements of lists",
            "GetAsync" when path.Count('.') > endpoint.Count('/') + 1 => "groups",
            "ListAsync" => "names (`format=text`)",
            _ => method.Name,
        };
    }

    private static string EndpointOf(Type type, Func<ImdsClient, object> target)
    {
        if (type == typeof(ImdsClient))
        {
            return "";
        }

        using var client = new ImdsClient(new ImdsClientOptions { Endpoint = new Uri("http://127.0.0.1:9") });
        var route = target(client).ToString()!;
        return Endpoints.Where(endpoint => route == endpoint || route.StartsWith(endpoint + "/", StringComparison.Ordinal))
            .MaxBy(endpoint => endpoint.Length)
            ?? throw new InvalidOperationException($"No endpoint of endpoints.csv has the route {route}.");
    }

    private static object? Argument(
        ParameterInfo parameter, ImdsEmulator emulator, string eventId, TimeProvider time, CancellationToken cancellationToken) =>
        parameter switch
    {
        _ when parameter.ParameterType == typeof(CancellationToken) => cancellationToken,
        _ when parameter.ParameterType == typeof(ImdsWatchOptions) => new ImdsWatchOptions { TimeProvider = time },
        _ when parameter.ParameterType == typeof(ImdsAttestationOptions) => new ImdsAttestationOptions
        {
            TimeProvider = time,
            TrustedRoots = { emulator.RootCertificate },
            Intermediates = { emulator.IntermediateCertificate },
            FetchIssuer = null,
        },
        _ when parameter.ParameterType == typeof(ScheduledEventsApproval) =>
            new ScheduledEventsApproval { StartRequests = new[] { new StartRequest { EventId = eventId } } },
        { Name: "eventId" } => eventId,
        { HasDefaultValue: true, ParameterType.IsValueType: true, DefaultValue: null } => Activator.CreateInstance(parameter.ParameterType),
        { HasDefaultValue: true } => parameter.DefaultValue,
        _ when parameter.ParameterType == typeof(string) => "https://vault.azure.net/",
        _ => Activator.CreateInstance(parameter.ParameterType),
    };

    private static bool IsCall(Type result) => typeof(Task).IsAssignableFrom(result)
        || (result.IsGenericType && result.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));

    private static bool IsLeaf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImdsLeaf<>);

    private static async Task<object?> FirstAsync<T>(IAsyncEnumerable<T> stream)
    {
        await foreach (var item in stream)
        {
            return item;
        }

        return null;
    }
}
