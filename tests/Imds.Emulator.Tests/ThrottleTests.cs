namespace Imds.Emulator.Tests;

public sealed class ThrottleTests : IAsyncLifetime
{
    private const string Info = "identity/info?api-version=2018-02-01";
    private readonly TestClock _time = new();
    private ImdsEmulator _emulator = null!;

    public async ValueTask InitializeAsync() =>
        _emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { TimeProvider = _time, Throttle = true });

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Five_requests_pass_in_any_second()
    {
        Assert.Equal([200, 200, 200], await StatusesAsync("versions", 3));
        _time.Advance(TimeSpan.FromMilliseconds(600));
        Assert.Equal([200, 200, 429, 429], await StatusesAsync("instance?api-version=2021-02-01", 4));

        _time.Advance(TimeSpan.FromMilliseconds(399));
        Assert.Equal([429], await StatusesAsync("versions", 1));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([200, 200, 200, 429], await StatusesAsync("versions", 4));
        _time.Advance(TimeSpan.FromMilliseconds(600));
        Assert.Equal([200, 200, 429], await StatusesAsync("versions", 3));
    }

    [Fact]
    public async Task Of_many_at_once_exactly_five_pass()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => _emulator.AnswerAsync("versions")));

        Assert.Equal(5, answers.Count(answer => answer.Status == 200));
        Assert.Equal(59, answers.Count(answer => answer.Status == 429));
    }

    [Fact]
    public async Task What_is_refused_says_so_and_when_to_come_again()
    {
        await StatusesAsync("versions", 5);

        using var response = await _emulator.GetAsync("versions");

        Assert.Equal((429, """{ "error": "Too many requests" }"""), await response.AnswerAsync());
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Identity_has_limits_of_its_own()
    {
        await StatusesAsync("versions", 5);

        Assert.Equal(Enumerable.Repeat(200, 20), await StatusesAsync(Info, 20));
        Assert.Equal((429, """{"error":"too_many_requests","error_description":"Too many requests"}"""), await _emulator.AnswerAsync(Info));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([200], await StatusesAsync(Info, 1));
    }

    [Fact(Timeout = 60_000)]
    public async Task Identity_answers_five_at_once()
    {
        _emulator.Faults.Add("identity/info", ImdsFault.SlowHeaders(TimeSpan.FromSeconds(10)), count: 5);
        var held = Enumerable.Range(0, 5).Select(_ => _emulator.AnswerAsync(Info)).ToArray();
        await _time.TimersAsync(held.Length);

        Assert.Equal(429, (await _emulator.AnswerAsync(Info)).Status);

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.All(await Task.WhenAll(held), answer => Assert.Equal(200, answer.Status));
        Assert.Equal([200], await StatusesAsync(Info, 1));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_client_that_gives_up_frees_its_place()
    {
        _emulator.Faults.Add("identity/info", ImdsFault.Hang, count: 5);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var patience = new CancellationTokenSource();
        var held = Enumerable.Range(0, 5).Select(_ => client.GetAsync($"{_emulator.Endpoint}/{Info}", patience.Token)).ToArray();
        while (_emulator.Requests.Count < 5)
        {
            await Task.Delay(5);
        }

        await patience.CancelAsync();
        foreach (var request in held)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }

        // The server learns of it a little later; until then it answers 429.
        (int Status, string Body) answer;
        do
        {
            answer = await _emulator.AnswerAsync(Info);
        }
        while (answer.Status == 429);

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Without_the_option_nothing_is_refused()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { TimeProvider = _time });

        for (var request = 0; request < 30; request++)
        {
            Assert.Equal(200, (await emulator.AnswerAsync("versions")).Status);
        }
    }

    private async Task<List<int>> StatusesAsync(string target, int count)
    {
        var statuses = new List<int>();
        for (var request = 0; request < count; request++)
        {
            statuses.Add((await _emulator.AnswerAsync(target)).Status);
        }

        return statuses;
    }
}
