using System.ComponentModel;
using System.Text.Json;
using Imds.Runtime.Http;
using Imds.Runtime.Json;
using Imds.Runtime.Routing;

namespace Imds.CompilerServices;

/// <summary>A place among the service's endpoints and fields, and how to read what is there.</summary>
/// <remarks>Going from one route to the next allocates nothing: the URL is made when the call is.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImdsRoute
{
    private static readonly ImdsEndpoint Unknown = new("");

    private readonly ImdsConnection? _connection;
    private readonly string? _template;
    private readonly ImdsEndpoint? _endpoint;
    private readonly RouteIndexes _indexes;

    /// <summary>Makes a route to an endpoint.</summary>
    /// <param name="connection">What executes the calls.</param>
    /// <param name="endpoint">The endpoint.</param>
    public ImdsRoute(ImdsConnection connection, ImdsEndpoint endpoint)
        : this(
            connection ?? throw new ArgumentNullException(nameof(connection)),
            endpoint?.Path ?? throw new ArgumentNullException(nameof(endpoint)),
            endpoint,
            default)
    {
    }

    /// <summary>Makes a route to what no endpoint is known for, or that leads on to endpoints.</summary>
    /// <param name="connection">What executes the calls.</param>
    /// <param name="template">The path below the address of the service, percent-encoded, with <c>{0}</c> to <c>{3}</c> where array indexes
    /// stand.</param>
    /// <param name="apiVersion">Null for the connection's version, "" for none, else the one to ask for.</param>
    public ImdsRoute(ImdsConnection connection, string template, string? apiVersion = null)
        : this(
            connection ?? throw new ArgumentNullException(nameof(connection)),
            template ?? throw new ArgumentNullException(nameof(template)),
            apiVersion is null ? null : new ImdsEndpoint(template) { ApiVersion = apiVersion },
            default)
    {
    }

    private ImdsRoute(ImdsConnection? connection, string template, ImdsEndpoint? endpoint, RouteIndexes indexes)
    {
        _connection = connection;
        _template = template;
        _endpoint = endpoint;
        _indexes = indexes;
    }

    /// <summary>The route with another path, and the same indexes.</summary>
    public ImdsRoute To(string template) => new(_connection, template, _endpoint, _indexes);

    /// <summary>The route to another endpoint.</summary>
    public ImdsRoute To(ImdsEndpoint endpoint) =>
        new(_connection, (endpoint ?? throw new ArgumentNullException(nameof(endpoint))).Path, endpoint, _indexes);

    /// <summary>The route with another path and another api-version: "" where the service takes none there.</summary>
    public ImdsRoute To(string template, string apiVersion) =>
        new(_connection, template, new ImdsEndpoint(template) { ApiVersion = apiVersion }, _indexes);

    /// <summary>The route with another path, and one more index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public ImdsRoute At(string template, int index) => new(_connection, template, _endpoint, _indexes.With(index));

    /// <summary>Asks for the JSON document here, a record.</summary>
    /// <exception cref="ImdsException">The call failed.</exception>
    public Task<T> GetAsync<T>(CancellationToken cancellationToken)
        where T : class, IImdsRecord<T>, new() => GetAsync(Record<T>.Read, cancellationToken);

    /// <summary>Asks for the JSON document here, a record, with further query parameters.</summary>
    /// <exception cref="ImdsException">The call failed.</exception>
    public Task<T> GetAsync<T>(ImdsQuery query, CancellationToken cancellationToken)
        where T : class, IImdsRecord<T>, new() => GetAsync(Record<T>.Read, query, cancellationToken);

    /// <summary>Asks for the JSON document here.</summary>
    /// <exception cref="ImdsException">The call failed.</exception>
    public Task<T> GetAsync<T>(ImdsReader<T> read, CancellationToken cancellationToken) => GetAsync(read, null!, cancellationToken);

    /// <summary>Asks for the JSON document here, with further query parameters.</summary>
    /// <exception cref="ImdsException">The call failed.</exception>
    public async Task<T> GetAsync<T>(ImdsReader<T> read, ImdsQuery query, CancellationToken cancellationToken)
    {
        var reply = await SendAsync(text: false, query, cancellationToken).ConfigureAwait(false);
        return reply.Read(read);
    }

    /// <summary>Asks for the JSON document here, a list of records.</summary>
    /// <exception cref="ImdsException">The call failed.</exception>
    public Task<ImdsList<T>> GetListAsync<T>(ImdsQuery? query, CancellationToken cancellationToken)
        where T : class, IImdsRecord<T>, new() => GetAsync(ImdsJson.ReadList<T>, query!, cancellationToken);

    /// <summary>Asks for the JSON document here, a list of plain values.</summary>
    /// <exception cref="ImdsException">The call failed.</exception>
    public Task<ImdsList<T>> GetListAsync<T>(ImdsReader<T> item, ImdsQuery? query, CancellationToken cancellationToken) =>
        GetAsync((ref Utf8JsonReader reader) => ImdsJson.ReadList(ref reader, item), query!, cancellationToken);

    /// <summary>Asks for the single value here, and gives its text as the service wrote it.</summary>
    /// <exception cref="ImdsException">The call failed.</exception>
    public async Task<string> GetTextAsync(CancellationToken cancellationToken)
    {
        var reply = await SendAsync(text: true, query: null, cancellationToken).ConfigureAwait(false);
        return reply.Text();
    }

    /// <summary>Asks for the names, or indexes, of what is here; those that hold more end in <c>/</c>.</summary>
    /// <exception cref="ImdsException">The call failed.</exception>
    public async Task<ImdsList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var text = await GetTextAsync(cancellationToken).ConfigureAwait(false);
        return text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Sends a record here, as a JSON document.</summary>
    /// <exception cref="ImdsException">The call failed.</exception>
    public Task PostAsync<T>(T body, CancellationToken cancellationToken)
        where T : class, IImdsRecord<T>, new() => PostAsync(body, Record<T>.Write, cancellationToken);

    /// <summary>Sends a JSON document here.</summary>
    /// <exception cref="ImdsException">The call failed.</exception>
    public async Task PostAsync<T>(T body, ImdsWriter<T> write, CancellationToken cancellationToken)
    {
        var document = JsonDocumentWriter.Bytes(body, write ?? throw new ArgumentNullException(nameof(write)));
        var reply = await Connection.SendAsync(Request(HttpMethod.Post, text: false, query: null, document), cancellationToken)
            .ConfigureAwait(false);
        reply.RefuseOther();
    }

    /// <summary>The path below the endpoint, with its indexes.</summary>
    public override string ToString() => _template is null ? "" : RouteText.Join("", _template, _indexes, "");

    internal string Url(bool text) => Connection.UrlOf(Template, _indexes, (_endpoint ?? Unknown).ApiVersion, text);

    internal Task<Reply> SendAsync(bool text, ImdsQuery? query, CancellationToken cancellationToken) =>
        Connection.SendAsync(Request(HttpMethod.Get, text, query, body: null), cancellationToken);

    /// <summary>
    /// Asks for the JSON document here, as one of many requests that are no operations of their own; null where the reply is empty.
    /// </summary>
    /// <exception cref="ImdsException">The call failed.</exception>
    public async Task<T?> PollAsync<T>(ImdsQuery? query, CancellationToken cancellationToken)
        where T : class, IImdsRecord<T>, new()
    {
        var reply = await Connection.SendAsync(Request(HttpMethod.Get, text: false, query, body: null, isPolled: true), cancellationToken)
            .ConfigureAwait(false);
        return reply.IsEmpty ? null : reply.Read(Record<T>.Read);
    }

    private ImdsConnection Connection => _connection ?? throw new InvalidOperationException(
        "This route belongs to no client, as it is a default value. Start at an ImdsClient and walk down its properties.");

    private Request Request(HttpMethod method, bool text, ImdsQuery? query, byte[]? body, bool isPolled = false)
    {
        var endpoint = _endpoint ?? Unknown;
        query?.RefuseTogether(endpoint.ExclusiveParameters);
        return new Request(method, Template, _indexes, endpoint) { Text = text, Query = query?.ToString() ?? "", Body = body,
            IsPolled = isPolled };
    }

    private string Template => _template ?? "";
}
