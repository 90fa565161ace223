using System.Net;

namespace Imds.Runtime.Tests;

/// <summary>
/// The first call, before anything is known of the service: off Azure it costs a second at most, and on a virtual machine it waits for a
/// service that is slow.
/// </summary>
public class FirstContactTests
{
    private readonly TestClock _clock = new();

    public enum Sender
    {
        Default,
        HttpClientHandler,
        SocketsHttpHandler,
        HandlerBeforeThem,
    }

    [Fact]
    public async Task With_the_defaults_an_address_that_is_silent_is_given_up_after_a_second_and_then_known()
    {
        using var silent = new SilentAddress();
        await using var connection = new ImdsConnection(new ImdsClientOptions { Endpoint = silent.Endpoint }, Calls.Version);
        var first = await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Equal((ImdsFailure.Unreachable, 1), (first.Reason, first.Attempts));
        Assert.Contains("no connection to this address could be made within 1 s", first.Message);
        Assert.Contains("known since", (await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync())).Message);
        Assert.False(await connection.IsAvailableAsync());
    }

    [Theory]
    [InlineData(Sender.HttpClientHandler)]
    [InlineData(Sender.HandlerBeforeThem)]
#if NETSTANDARD_ASSET
    [InlineData(Sender.Default)]
#else
    [InlineData(Sender.SocketsHttpHandler)]
#endif
    public async Task Nor_is_more_than_a_second_lost_on_a_sender_that_does_not_give_up_by_itself(Sender sender)
    {
        using var silent = new SilentAddress();
        using var handler = HandlerOf(sender);
        await using var connection = Connect(silent.Endpoint, handler);
        var call = connection.GetNameAsync();
        await _clock.RunAsync(call, TimeSpan.FromSeconds(9));
        var first = await Assert.ThrowsAsync<ImdsException>(() => call);
        Assert.Equal((ImdsFailure.Unreachable, 1, TimeSpan.FromSeconds(1)), (first.Reason, first.Attempts, _clock.Elapsed));
        Assert.Contains("no connection to this address could be made within 1 s", first.Message);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var second = await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Contains("known since 2026-01-01 00:00:01 UTC (2 s ago)", second.Message);
        await _clock.NoTimerAsync();
    }

    [Theory]
    [InlineData(Sender.Default)]
    [InlineData(Sender.HttpClientHandler)]
    [InlineData(Sender.HandlerBeforeThem)]
#if !NETSTANDARD_ASSET
    [InlineData(Sender.SocketsHttpHandler)]
#endif
    public async Task A_service_that_takes_three_seconds_is_there(Sender sender)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new LoopbackServer(async (stream, stop) =>
        {
            await open.Task.WaitAsync(stop);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(LoopbackServer.Ok("""{"name":"x"}""")), stop);
        });
        using var handler = HandlerOf(sender);
        await using var connection = Connect(server.Endpoint, handler);
        var call = connection.GetNameAsync();
        await server.RequestAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.False(call.IsCompleted);
        open.SetResult();
        Assert.Equal("x", await call);
        await _clock.NoTimerAsync();
    }

    [Fact]
    public async Task A_handler_that_shows_nothing_gets_the_time_of_one_attempt()
    {
        var stub = new StubHandler(HangAsync);
        await using var connection = Connect(ImdsClientOptions.DefaultEndpoint, stub);
        var call = connection.GetNameAsync();
        await _clock.RunAsync(call, TimeSpan.FromSeconds(90));
        var first = await Assert.ThrowsAsync<ImdsException>(() => call);
        Assert.Equal((ImdsFailure.Unreachable, 1, TimeSpan.FromSeconds(10)), (first.Reason, first.Attempts, _clock.Elapsed));
        Assert.Contains("nothing has answered within 10 s, nor ever before", first.Message);
        Assert.Contains("AttemptTimeout", first.Message);
        Assert.Contains("known since", (await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync())).Message);
        Assert.Single(stub.Urls);
    }

    [Fact]
    public async Task Nor_is_it_given_up_when_it_answers_late()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stub = new StubHandler(async (_, stop) =>
        {
            await open.Task.WaitAsync(stop);
            return StubHandler.Reply(HttpStatusCode.OK, """{"name":"x"}""");
        });
        await using var connection = Connect(ImdsClientOptions.DefaultEndpoint, stub);
        var call = connection.GetNameAsync();
        _clock.Advance(TimeSpan.FromSeconds(9));
        open.SetResult();
        Assert.Equal("x", await call);
    }

    [Fact]
    public async Task What_goes_through_a_proxy_is_not_judged_by_the_way_around_it()
    {
        using var silent = new SilentAddress();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var proxy = new LoopbackServer(async (stream, stop) =>
        {
            await open.Task.WaitAsync(stop);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(LoopbackServer.Ok("""{"name":"x"}""")), stop);
        });
        using var handler = new HttpClientHandler { Proxy = new WebProxy(proxy.Endpoint) };
        await using var connection = Connect(silent.Endpoint, handler);
        var call = connection.GetNameAsync();
        await proxy.RequestAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        open.SetResult();
        Assert.Equal("x", await call);
    }

#if !NETSTANDARD_ASSET
    [Fact]
    public async Task Nor_is_what_connects_elsewhere()
    {
        using var silent = new SilentAddress();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new LoopbackServer(async (stream, stop) =>
        {
            await open.Task.WaitAsync(stop);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(LoopbackServer.Ok("""{"name":"x"}""")), stop);
        });
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, stop) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, server.Endpoint.Port, stop);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        };
        await using var connection = Connect(silent.Endpoint, handler);
        var call = connection.GetNameAsync();
        await server.RequestAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        open.SetResult();
        Assert.Equal("x", await call);
    }
#endif

    [Theory]
    [InlineData(Sender.Default)]
    [InlineData(Sender.HttpClientHandler)]
    public async Task An_address_where_nothing_listens_is_told_as_that(Sender sender)
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endpoint = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        using var handler = HandlerOf(sender);
        await using var connection = Connect(endpoint, handler);
        var failure = await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync());
        Assert.Equal(ImdsFailure.Unreachable, failure.Reason);
        Assert.Contains("nothing listens at this address (connection refused)", failure.Message);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_told_as_that()
    {
        using var handler = new HttpClientHandler { UseProxy = false };
        await using var connection = Connect(new Uri("http://service.invalid"), handler);
        Assert.Equal(ImdsFailure.Unreachable, (await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync())).Reason);
    }

    private static HttpMessageHandler? HandlerOf(Sender sender) => sender switch
    {
        Sender.HttpClientHandler => new HttpClientHandler { UseProxy = false },
        Sender.SocketsHttpHandler => new SocketsHttpHandler { UseProxy = false },
        Sender.HandlerBeforeThem => new Before { InnerHandler = new Before { InnerHandler = new HttpClientHandler { UseProxy = false } } },
        _ => null,
    };

    private static async Task<HttpResponseMessage> HangAsync(HttpRequestMessage request, CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        throw new InvalidOperationException("never here");
    }

    // By the defaults, but for the clock and the limits, which the other tests are about.
    private ImdsConnection Connect(Uri endpoint, HttpMessageHandler? handler) => new(
        new ImdsClientOptions { Endpoint = endpoint, Handler = handler, TimeProvider = _clock, LimitRate = false }, Calls.Version);

    private sealed class Before : DelegatingHandler;
}
