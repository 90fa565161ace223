using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imds.CompilerServices;
using Imds.Emulator;
using Imds.Tool.Output;
using Imds.Tool.Specs;

namespace Imds.Tool.Service;

/// <summary>The machine that is asked about: the service's connection, with any api-version, and messages for the command line.</summary>
internal sealed class Machine : IAsyncDisposable
{
    private static readonly (string InCode, string OnCommandLine)[] Options =
    [
        ("ImdsClientOptions.Endpoint", "--endpoint"),
        ("ImdsClientOptions.AttemptTimeout", "--timeout"),
        ("ImdsClientOptions.ScheduledEventsTimeout", "--timeout"),
        ("ImdsClientOptions.Timeout", "--timeout"),
        ("ImdsAttestationOptions.Intermediates, or let it be fetched with FetchIssuer", "--issuer, or let it be fetched without --offline"),
        ("ImdsAttestationOptions.FetchIssuer can be set to fetch from elsewhere", "give it in a file with --issuer"),
    ];

    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(30);

    private readonly string? _version;
    private readonly ImdsEmulator? _emulator;

    public Machine(Uri endpoint, string? version, TimeSpan? timeout, HttpMessageHandler? handler, ImdsEmulator? emulator = null)
    {
        _version = version;
        _emulator = emulator;
        var options = new ImdsClientOptions { Endpoint = endpoint, Handler = handler, Timeout = timeout ?? UsualTimeout };
        options.AttemptTimeout = options.Timeout < options.AttemptTimeout ? options.Timeout : options.AttemptTimeout;
        options.ScheduledEventsTimeout = timeout ?? options.ScheduledEventsTimeout;
        Connection = version is null
            ? new ImdsConnection(options, KnownVersions.Newest, KnownVersions.Oldest, KnownVersions.All)
            : new ImdsConnection(options, version);
    }

    public ImdsConnection Connection { get; }

    public Uri Endpoint => Connection.Endpoint;

    /// <summary>The version that the machine has answered, or will be asked for.</summary>
    public string ApiVersion => Connection.ApiVersion.ToString();

    /// <summary>Whether it is the real service that is asked.</summary>
    public bool IsReal => Trust.IsAzure(Endpoint);

    /// <summary>A made-up machine, for as long as the command runs.</summary>
    public static async Task<Machine> EmulateAsync(string? version, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var emulator = await ImdsEmulator
            .StartAsync(new() { ScheduledEvents = [new() { Type = ScheduledEventType.Reboot }] }, cancellationToken);
        return new Machine(emulator.Endpoint, version, timeout, handler: null, emulator);
    }

    public ImdsRoute RouteTo(string endpoint) => new(Connection, Endpoints.At(endpoint, _version));

    /// <summary>Reads the JSON document at a route, of which the last segments may be found in the document of one above it.</summary>
    /// <exception cref="CommandException">There is no such place, or no service.</exception>
    public async Task<JsonNode?> ReadAsync(Route route, CancellationToken cancellationToken) =>
        (await ReadAsync([route], cancellationToken))[0];

    /// <summary>Reads the JSON at several routes of one endpoint, with one request for all.</summary>
    public async Task<IReadOnlyList<JsonNode?>> ReadAsync(IReadOnlyList<Route> routes, CancellationToken cancellationToken)
    {
        // A single value is no JSON document by itself, and which routes lead to one is for the machine to say.
        var first = routes[0];
        var takesFilters = first.Endpoint == KnownVersions.Instance && first.Segments.Count > 0 && first.Segments[0] != "*";
        var depth = takesFilters && routes.All(route => route.Segments.Count > 0 && route.Segments[0] == first.Segments[0]) ? 1 : 0;
        var document = await AskAsync(() => RouteTo(first.Endpoint).To(first.Url(depth)).GetAsync(ReadNode, cancellationToken), first);
        return [.. routes.Select(route => Find(document, route, depth))];
    }

    /// <summary>Asks, and says what went wrong in the words of the command line.</summary>
    /// <exception cref="CommandException">The call failed.</exception>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask, Route route)
    {
        try
        {
            return await ask();
        }
        catch (ImdsException e)
        {
            if (IsNotThere(e) && _version is null && ApiVersion == KnownVersions.Newest && route.Endpoint != KnownVersions.Instance)
            {
                await NegotiateAsync(); // a host from before there was the endpoint does not get as far as to the version
            }

            throw Explain(e, route);
        }
    }

    /// <summary>
    /// Finds out which version the host knows, by asking for what all have; what goes wrong then is not what is to be told.
    /// </summary>
    public async Task NegotiateAsync()
    {
        try
        {
            await RouteTo(KnownVersions.Instance).GetAsync(ReadNode, CancellationToken.None);
        }
        catch (ImdsException)
        {
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    /// <summary>What a failed call means to whoever typed the command.</summary>
    public CommandException Explain(ImdsException e, Route route) => e.Reason switch
    {
        ImdsFailure.Unreachable or ImdsFailure.NotImds when IsReal => new CommandException(
            ExitCode.Failed,
            $"There is no Instance Metadata Service here: nothing at {Endpoint} answers as it does. It exists on Azure virtual machines "
                + $"alone. "
            + "On one, 'imds doctor' says what stands in the way; elsewhere, --emulator shows a made-up machine, and --endpoint or "
                + "IMDS_ENDPOINT names a server.",
            e),
        ImdsFailure.Unreachable => new CommandException(
            ExitCode.Failed, $"Nothing answers at {Endpoint}. Check --endpoint and IMDS_ENDPOINT; 'imds emulate' starts a server.", e),
        ImdsFailure.NotImds => new CommandException(
            ExitCode.Failed,
                $"Something answers at {Endpoint}, but not the Instance Metadata Service. Check --endpoint and IMDS_ENDPOINT.", e),
        ImdsFailure.Refused when IsNotThere(e) => new CommandException(ExitCode.NotThere, NotThere(e, route), e),
        ImdsFailure.Refused => new CommandException(ExitCode.Refused, Words(e.Message), e),
        _ => new CommandException(ExitCode.Failed, Words(e.Message), e),
    };

    private static bool IsNotThere(ImdsException e) => e.StatusCode == HttpStatusCode.NotFound && e.NewestVersions.Count == 0;

    private string NotThere(ImdsException e, Route route) =>
        Since(route) is { Length: > 0 } since ? $"There is no {route} at api-version {ApiVersion}: {since}"
        : Endpoints.At(route.Endpoint, null).NotFound is { } meaning ? $"There is no {route}: {meaning}."
        : Words(e.Message);

    private JsonNode? Find(JsonNode? document, Route route, int depth)
    {
        try
        {
            return JsonPlace.Find(document, route.Url(depth), route.Segments.Skip(depth));
        }
        catch (CommandException e) when (e.Code == ExitCode.NotThere && Since(route) is { Length: > 0 } since)
        {
            throw new CommandException(ExitCode.NotThere, $"There is no {route} at api-version {ApiVersion}: {since}", e);
        }
        catch (CommandException e) when (e.Code == ExitCode.NotThere && Elsewhere(route) is { Length: > 0 } elsewhere)
        {
            throw new CommandException(ExitCode.NotThere, $"There is no {route}. Did you mean {elsewhere}?", e);
        }
    }

    /// <summary>Where else there is a field of this name; empty where there is none, or in several places.</summary>
    private string Elsewhere(Route route)
    {
        if (FieldTable.Find(route.ToString()).Count > 0)
        {
            return ""; // it is where it belongs, and this machine has it not
        }

        var field = FieldTable.All.Where(field => field.Document == route.Endpoint
            && field.Name.Equals(route.Segments[^1], StringComparison.OrdinalIgnoreCase)).ToList() is [var only]
            ? only
            : null;
        return field is null ? ""
            : field.Path.Replace("[]", "/0", StringComparison.Ordinal).Replace('.', '/') + (
                field.IsAt(ApiVersion) ? "" : $", which is not there at api-version {ApiVersion}: see 'imds when {field.Name}'");
    }

    /// <summary>Why a field that exists is not there; empty where that is not by its version.</summary>
    private string Since(Route route)
    {
        if (Endpoints.IntroducedOf(route.Endpoint) is { Length: > 0 } endpoint && string.CompareOrdinal(ApiVersion, endpoint) < 0)
        {
            return $"{route.Endpoint} came with {endpoint}.";
        }

        var field = FieldTable.Find(route.ToString()) is [var only] ? only : null;
        return field is null || field.IsAt(ApiVersion) ? ""
            : field.Ranges.FirstOrDefault(range => string.CompareOrdinal(range.Introduced, ApiVersion) > 0) is { } later
                ? $"it came with {later.Introduced}" + (later.Withdrawn.Length > 0 ? $" and went with {later.Withdrawn}." : ".")
                : field.Ranges is [.., { Withdrawn: { Length: > 0 } gone }] ? $"it went with {gone}." : "";
    }

    /// <summary>A message of the runtime, which knows no command line.</summary>
    public static string Words(string message) =>
        Options.Aggregate(message, (text, option) => text.Replace(option.InCode, option.OnCommandLine, StringComparison.Ordinal));

    private static JsonNode? ReadNode(ref Utf8JsonReader reader) => Json.Node(JsonElement.ParseValue(ref reader));
}
