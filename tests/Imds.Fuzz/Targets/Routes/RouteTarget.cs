using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Imds.Fuzz.Frame;
using Imds.Fuzz.Models;

namespace Imds.Fuzz.Targets.Routes;

/// <summary>
/// Chains of routes at addresses of all kinds, with values of all characters: what is sent goes to the endpoint, below its path, and its
/// query says what was asked, once, and nothing else. What cannot be sent is refused beforehand, in words.
/// </summary>
internal sealed class RouteTarget : TextFuzzTarget
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>The clients of all versions.</summary>
    public static IReadOnlyList<Type> Clients { get; } =
        [.. typeof(ImdsClient).Assembly.GetExportedTypes().Where(type => type.Name == nameof(ImdsClient))
            .OrderBy(type => type.Namespace, StringComparer.Ordinal)];

    public override string Name => "routes";

    public override int InputsInTests => 5000;

    public override string CaseExtension => ".json";

    /// <summary>What leads on to other routes.</summary>
    public static IReadOnlyList<PropertyInfo> PropertiesOf(Type type) =>
        [.. type.GetProperties(Own).Where(property => IsRoute(property.PropertyType))];

    /// <summary>What sends a request.</summary>
    public static IReadOnlyList<MethodInfo> MethodsOf(Type type) => IsRoute(type)
        ? [.. type.GetMethods(Own).Where(method => method.Name is "GetAsync" or "ListAsync" or "ApproveAsync")] : [];

    protected override string MakeText(Random random) =>
        JsonSerializer.Serialize(new RouteMaker(random).Make(), RouteQuestionJson.Default.RouteQuestion);

    protected override void Check(string input)
    {
        RouteQuestion? question;
        try
        {
            question = JsonSerializer.Deserialize(input, RouteQuestionJson.Default.RouteQuestion);
        }
        catch (JsonException)
        {
            return;
        }

        if (question is not null && Clients.FirstOrDefault(client => client.Namespace == question.Client) is { } client)
        {
            Check(question, client);
        }
    }

    private static void Check(RouteQuestion question, Type clientType)
    {
        if (!Uri.TryCreate(question.Endpoint, UriKind.RelativeOrAbsolute, out var endpoint))
        {
            return; // a program does not get as far as to a client
        }

        using var recorder = new Recorder();
        if (Make(clientType, endpoint, recorder) is not { } client)
        {
            return;
        }

        using (client)
        {
            if (Walk(client, question) is not { } route || MethodsOf(route.GetType()).FirstOrDefault(method =>
                method.Name == question.Method && method.GetParameters().Length == question.Arguments.Count) is not { } method)
            {
                return;
            }

            var asked = Arguments(method, question.Arguments);
            if (!Send(route, method, asked))
            {
                return;
            }

            var url = recorder.Asked ?? throw new FuzzException("nothing is sent", question.Method);
            Check(url, endpoint, question, client, route, method);
        }
    }

    private static void Check(Uri url, Uri endpoint, RouteQuestion question, object client, object route, MethodInfo method)
    {
        var text = url.PathAndQuery;
        Require(text.All(c => c > ' ' && c < '\u007f'), "characters that belong in no URL", text);
        Require(Uri.Compare(url, endpoint, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
            && url.UserInfo.Length == 0 && url.Fragment.Length == 0, "another server", text);
        var root = endpoint.AbsolutePath.TrimEnd('/') is { Length: > 0 } path ? path : "/metadata";
        Require(url.AbsolutePath == $"{root}/{route}", "another path", text);
        var indexes = question.Steps.Where(step => int.TryParse(step, CultureInfo.InvariantCulture, out _)).ToList();
        Require(indexes.SequenceEqual($"{route}".Split('/').Where(segment => int.TryParse(segment, CultureInfo.InvariantCulture, out _))),
            "other indexes", text);

        var query = url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(parameter => parameter.Split('='))
            .Select(pair => (Name: Uri.UnescapeDataString(pair[0]), Value: Uri.UnescapeDataString(pair.Length == 2 ? pair[1] : "\0")))
            .Where(parameter => !IsOfClient(parameter, client, route, method)).OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Name.Replace("_", "", StringComparison.Ordinal)}={parameter.Value}");
        var expected = method.Name == "ApproveAsync" ? [] : method.GetParameters().Zip(question.Arguments)
            .Where(pair => !string.IsNullOrEmpty(pair.Second) && pair.Second != "false")
            .OrderBy(pair => pair.First.Name, StringComparer.Ordinal)
            .Select(pair => $"{pair.First.Name!.ToLowerInvariant()}={Valid(pair.Second!)}");
        Require(query.SequenceEqual(expected), "another query", text);
    }

    // What no caller says.
    private static bool IsOfClient((string Name, string Value) parameter, object client, object route, MethodInfo method) =>
        parameter.Name switch
        {
            "api-version" => $"{route}" is "scheduledevents"
                || parameter.Value == $"{client.GetType().GetProperty("ApiVersion")!.GetValue(client)}",
            "format" => parameter.Value == "text"
                && (method.Name == "ListAsync" || route.GetType().Name.StartsWith("ImdsLeaf", StringComparison.Ordinal)),
            _ => false,
        };

    // Half of a surrogate pair has no place in UTF-8.
    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static IDisposable? Make(Type client, Uri endpoint, HttpMessageHandler handler)
    {
        try
        {
            var options = new ImdsClientOptions { Endpoint = endpoint, Handler = handler, LimitRate = false };
            return (IDisposable)Activator.CreateInstance(client, options)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentException refusal)
        {
            Require(refusal.Message.StartsWith("ImdsClientOptions.Endpoint is ", StringComparison.Ordinal)
                && !refusal.Message.Contains("secret", StringComparison.Ordinal), "an unclear refusal", refusal.Message);
            return null;
        }
    }

    private static object? Walk(object client, RouteQuestion question)
    {
        var place = client;
        foreach (var step in question.Steps)
        {
            var isIndex = int.TryParse(step, CultureInfo.InvariantCulture, out var index);
            var properties = PropertiesOf(place.GetType());
            if (properties.FirstOrDefault(p => isIndex ? p.GetIndexParameters().Length > 0 : p.Name == step) is not { } property)
            {
                return null;
            }

            try
            {
                place = property.GetValue(place, isIndex ? [index] : null)!;
            }
            catch (TargetInvocationException e) when (e.InnerException is ArgumentOutOfRangeException && index is < 0 or > 65_534)
            {
                return null; // as it is documented
            }
        }

        return place;
    }

    private static object?[] Arguments(MethodInfo method, IReadOnlyList<string?> arguments) =>
        [.. method.GetParameters().Zip(arguments, (parameter, argument) => parameter.ParameterType == typeof(bool) ? argument == "true"
            : parameter.ParameterType == typeof(string) ? argument
            : parameter.ParameterType == typeof(CancellationToken) ? (object?)CancellationToken.None
            : null)];

    private static bool Send(object route, MethodInfo method, object?[] arguments)
    {
        try
        {
            ((Task)method.Invoke(route, arguments)!).GetAwaiter().GetResult();
            return true;
        }
        catch (Exception e) when (e is TargetInvocationException { InnerException: ArgumentException } or ArgumentException)
        {
            // Two identities at once, or an argument that must be there.
            var refusal = e.InnerException as ArgumentException ?? (ArgumentException)e;
            Require(refusal.Message.StartsWith("A request may have one of ", StringComparison.Ordinal),
                "an unclear refusal", refusal.Message);
            return false;
        }
        catch (ImdsException)
        {
            return true; // it was asked, and the answer is of no kind
        }
    }

    private static bool IsRoute(Type type) => type.Namespace!.EndsWith(".Routes", StringComparison.Ordinal)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImdsLeaf<>));

    private static void Require(bool holds, string kind, string details)
    {
        if (!holds)
        {
            throw new FuzzException(kind, details);
        }
    }

    private sealed class Recorder : HttpMessageHandler
    {
        public Uri? Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Require(Asked is null, "more than one request", $"{request.RequestUri}");
            Asked = request.RequestUri;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("no") });
        }
    }
}
