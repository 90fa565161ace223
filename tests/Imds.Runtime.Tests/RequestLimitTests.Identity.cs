using System.Net;

namespace Imds.Runtime.Tests;

/// <summary>The limits of identity, which has its own.</summary>
public partial class RequestLimitTests
{
    [Fact]
    public async Task Identity_has_five_at_once()
    {
        var open = new SemaphoreSlim(0);
        var arrived = new SemaphoreSlim(0);
        var stub = new StubHandler(async (_, stop) =>
        {
            arrived.Release();
            await open.WaitAsync(stop);
            return StubHandler.Reply(HttpStatusCode.OK, "{}");
        });
        using var connection = Connect(stub);
        var calls = Task.WhenAll(Enumerable.Range(0, 18).Select(i => TokenAsync(connection, i)));
        for (var done = 0; done < 18; done++)
        {
            // The five are there, and no sixth before one has gone.
            while (stub.Urls.Count < Math.Min(done + 5, 18))
            {
                await arrived.WaitAsync();
            }

            Assert.Equal(Math.Min(done + 5, 18), stub.Urls.Count);
            open.Release();
        }

        await calls;
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    [Fact]
    public async Task A_place_among_five_at_once_comes_free_where_the_wait_for_a_turn_is_given_up()
    {
        using var connection = Connect(new StubHandler(HttpStatusCode.OK, "{}"));
        for (var i = 0; i < 20; i++)
        {
            await TokenAsync(connection, i);
        }

        using var source = new CancellationTokenSource();
        var given = Enumerable.Range(20, 5)
            .Select(i => GetAsync(connection, "identity/oauth2/token", new ImdsQuery { { "resource", $"r{i}" } }, source.Token)).ToList();
        await source.CancelAsync();
        foreach (var call in given)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        // What was sent at once before was twenty, the number for a second.
        var next = TokenAsync(connection, 25);
        Assert.False(next.IsCompleted);
        await _clock.RunAsync(next, TimeSpan.FromSeconds(90));
        await next;
        Assert.InRange(_clock.Elapsed.TotalSeconds, 1, 1.1);
    }

    [Fact]
    public async Task A_place_among_five_at_once_comes_free_after_a_failure_too()
    {
        using var connection = Connect(new StubHandler(HttpStatusCode.BadRequest, "{}"));
        for (var i = 0; i < 12; i++)
        {
            await Assert.ThrowsAsync<ImdsException>(() => GetAsync(connection, "identity/oauth2/token"));
        }
    }
}
