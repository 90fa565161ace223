using System.Net;
using System.Net.Sockets;

namespace Imds.Runtime.Tests;

/// <summary>Connections that fail, stop, break off or never end, on real sockets.</summary>
public class FaultyNetworkTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private readonly TestClock _clock = new();

    [Fact]
    public async Task A_refused_connection_says_what_to_do()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        using var connection = Connect(endpoint);
        var failure = await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Equal(ImdsFailure.Unreachable, failure.Reason);
        Assert.Null(failure.StatusCode);
        Assert.Contains("connection refused", failure.Message);
        Assert.Contains("ImdsClientOptions.Endpoint", failure.Message);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    [Theory]
    [InlineData(Head + "Content-Length: 100\r\n\r\n{\"name\":\"x\"}", ImdsFailure.Interrupted)]
    [InlineData(Head + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"nam", ImdsFailure.Interrupted)]
    [InlineData(Head, ImdsFailure.Interrupted)]
    [InlineData("", ImdsFailure.Interrupted)]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", ImdsFailure.NotImds)]
    [InlineData(Head + "\r\n{\"name\":\"x", ImdsFailure.InvalidReply)] // the end of the connection is the end of this body
    public async Task A_reply_that_breaks_off_is_told(string reply, ImdsFailure reason)
    {
        await using var server = new LoopbackServer(reply);
        using var connection = Connect(server.Endpoint);
        var failure = await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Equal(reason, failure.Reason);
        Assert.StartsWith($"GET {server.Endpoint}/instance?api-version=2021-02-01: ", failure.Message);
    }

    [Fact]
    public async Task A_reset_connection_is_told()
    {
        await using var server = new LoopbackServer((stream, _) =>
        {
            stream.Socket.LingerState = new LingerOption(true, 0);
            stream.Socket.Close();
            return Task.CompletedTask;
        });
        using var connection = Connect(server.Endpoint);
        Assert.Equal(ImdsFailure.Interrupted, (await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync())).Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty")]
    [InlineData(Head + "Content-Length: 12\r\n\r\n{\"name\"")]
    public async Task A_reply_that_stops_is_given_up_when_the_time_of_the_try_is_up(string start)
    {
        await using var server = Stalling(start);
        using var connection = Connect(server.Endpoint, options => options.AttemptTimeout = TimeSpan.FromSeconds(3));
        var call = connection.GetNameAsync();
        await server.RequestAsync();
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        var failure = await Assert.ThrowsAsync<ImdsException>(() => call);
        Assert.Equal(ImdsFailure.TimedOut, failure.Reason);
        Assert.Contains("3 s", failure.Message);
        await _clock.NoTimerAsync();
    }

    [Fact]
    public async Task A_call_is_given_up_when_its_whole_time_is_up()
    {
        await using var server = Stalling("");
        using var connection = Connect(server.Endpoint, options => options.Timeout = TimeSpan.FromSeconds(2));
        var call = connection.GetNameAsync();
        await server.RequestAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));
        var failure = await Assert.ThrowsAsync<ImdsException>(() => call);
        Assert.Equal(ImdsFailure.TimedOut, failure.Reason);
        Assert.Contains("ImdsClientOptions.Timeout", failure.Message);
    }

    [Fact]
    public async Task Scheduled_events_have_their_two_minutes()
    {
        await using var server = Stalling("");
        using var connection = Connect(server.Endpoint);
        var call = new ImdsRoute(connection, ServiceEndpoints.ScheduledEvents).GetAsync(Calls.ReadName, default);
        await server.RequestAsync();
        _clock.Advance(TimeSpan.FromSeconds(120));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(ImdsFailure.TimedOut, (await Assert.ThrowsAsync<ImdsException>(() => call)).Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Head + "Content-Length: 12\r\n\r\n{\"name\"")]
    public async Task Cancellation_ends_a_call_at_once(string start)
    {
        await using var server = Stalling(start);
        using var connection = Connect(server.Endpoint);
        using var source = new CancellationTokenSource();
        var call = connection.GetNameAsync(source.Token);
        await server.RequestAsync();
        await source.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, cancelled.CancellationToken);
        await _clock.NoTimerAsync();
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    [Fact]
    public async Task A_token_cancelled_before_sends_nothing()
    {
        await using var server = Stalling("");
        using var connection = Connect(server.Endpoint);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.GetNameAsync(new CancellationToken(true)));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Disposing_the_client_ends_its_calls()
    {
        await using var server = Stalling("");
        var connection = Connect(server.Endpoint);
        var call = connection.GetNameAsync();
        await server.RequestAsync();
        connection.Dispose();
        connection.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.GetNameAsync());
        await _clock.NoTimerAsync();
    }

    [Fact]
    public async Task A_connection_that_does_not_come_about_is_given_up()
    {
        // The queue of this listener is full, so a further connection is neither taken nor refused.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var waiting = Enumerable.Range(0, 8).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
            .ToList();
        try
        {
            waiting.ForEach(socket => _ = socket.ConnectAsync(listener.LocalEndPoint!));
            using var connection = new ImdsConnection(
                new ImdsClientOptions
                {
                    Endpoint = new Uri($"http://{listener.LocalEndPoint}"),
                    ConnectTimeout = TimeSpan.FromMilliseconds(200),
                    AttemptTimeout = TimeSpan.FromSeconds(1),
                    MaxAttempts = 1,
                },
                Calls.Version);
            var failure = await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
#if NETSTANDARD_ASSET // its handler cannot tell connecting from waiting
            Assert.Equal(ImdsFailure.TimedOut, failure.Reason);
#else
            Assert.Equal(ImdsFailure.Unreachable, failure.Reason);
            Assert.Contains("within 0.2 s", failure.Message);
#endif
        }
        finally
        {
            waiting.ForEach(socket => socket.Dispose());
        }
    }

    private ImdsConnection Connect(Uri endpoint, Action<ImdsClientOptions>? change = null) => Calls.Connect(endpoint, options =>
    {
        options.TimeProvider = _clock;
        change?.Invoke(options);
    });

    private static LoopbackServer Stalling(string start) => new(async (stream, stop) =>
    {
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(start), stop);
        await Task.Delay(Timeout.InfiniteTimeSpan, stop);
    });
}
