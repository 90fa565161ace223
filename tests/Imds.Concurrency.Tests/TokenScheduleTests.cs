using System.Globalization;
using System.Net;
using Imds.Runtime.Tests;

namespace Imds.Concurrency.Tests;

/// <summary>What holds of tokens in whatever order they are asked for, renewed, answered and kept, and whenever the clock moves.</summary>
public class TokenScheduleTests
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    [Fact]
    public void No_token_is_given_that_is_about_to_expire_and_none_is_asked_for_that_is_at_hand() => Schedule.TryAll(schedule =>
    {
        var service = new TokenService(schedule) { IsSlow = false };
        var callers = Enumerable.Range(0, 14)
            .Select(i => new Caller(schedule, stop => service.AskAsync($"r{i % 2}", bypass: false, stop), mayCancel: i % 4 == 0)).ToList();
        MoveTheClock(schedule);
        return () => service.Check(callers);
    });

    [Fact]
    public void Who_asks_after_a_renewal_is_given_no_older_token() => Schedule.TryAll(schedule =>
    {
        var service = new TokenService(schedule) { IsSlow = true };
        var callers = Enumerable.Range(0, 14)
            .Select(i => new Caller(schedule, stop => service.AskAsync("r", bypass: i % 3 == 0, stop), mayCancel: i % 4 == 0)).ToList();
        MoveTheClock(schedule);
        return () => service.Check(callers);
    });

    private static void MoveTheClock(Schedule schedule)
    {
        for (var i = 0; i < 6; i++)
        {
            schedule.Sometime(() => schedule.Clock.Advance(TimeSpan.FromMinutes(3)));
        }
    }

    /// <summary>Issues tokens, numbered, and fails now and then.</summary>
    private sealed class TokenService
    {
        private readonly Schedule _schedule;
        private readonly ImdsConnection _connection;

        // Of each resource: the tokens that somebody has been given, and the newest that a renewal has brought.
        private readonly Dictionary<string, (int Number, TimeSpan Expires)> _given = [];
        private readonly Dictionary<string, int> _renewed = [];
        private readonly Dictionary<int, TimeSpan> _expiries = [];

        public TokenService(Schedule schedule)
        {
            _schedule = schedule;
            _connection = new ImdsConnection(new ImdsClientOptions
            {
                Handler = new StubHandler(AnswerAsync),
                TimeProvider = schedule.Clock,
                LimitRate = false,
                MaxAttempts = 1,
                AttemptTimeout = TimeSpan.FromHours(1),
                Timeout = TimeSpan.FromHours(1),
            }, Calls.Version);
        }

        /// <summary>Whether a token is on its way for a while, and lasts for an hour rather than ten minutes.</summary>
        public bool IsSlow { get; init; }

        public async Task<string> AskAsync(string resource, bool bypass, CancellationToken cancellationToken)
        {
            var (start, renewed) = (_schedule.Clock.Elapsed, _renewed.GetValueOrDefault(resource));
            var query = new ImdsQuery { { "resource", resource } };
            if (bypass)
            {
                query.Add("bypass_cache", "true");
            }

            string text;
            try
            {
                text = await ServiceEndpoints.Route(_connection, "identity/oauth2/token")
                    .GetAsync(Calls.ReadName, query, cancellationToken);
            }
            catch (ImdsException e) when (e.StatusCode == HttpStatusCode.BadRequest)
            {
                return "refused";
            }

            var number = int.Parse(text, CultureInfo.InvariantCulture);
            Assert.True(IsSlow || _expiries[number] - Margin > start, $"At {start} a token was given that expires at {_expiries[number]}.");
            Assert.True(number >= renewed, $"Token {number} was given after {renewed}, by which it had been replaced.");
            _given[resource] = (number, _expiries[number]);
            if (bypass)
            {
                _renewed[resource] = Math.Max(_renewed.GetValueOrDefault(resource), number);
            }

            return "token";
        }

        public void Check(List<Caller> callers)
        {
            Assert.All(callers, caller => Assert.Contains(caller.Answer, new[] { null, "token", "refused" }));
            Assert.InRange(_expiries.Count, 0, callers.Count);
        }

        private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken stop)
        {
            var query = request.RequestUri!.Query;
            if (!query.Contains("bypass_cache", StringComparison.Ordinal))
            {
                var resource = query.Split("resource=")[1].Split('&')[0];
                Assert.False(_given.TryGetValue(resource, out var kept) && kept.Expires - Margin > _schedule.Clock.Elapsed,
                    $"A token was asked for at {_schedule.Clock.Elapsed}, where one is at hand that expires at {kept.Expires}.");
            }

            if (_schedule.Chance(6))
            {
                return StubHandler.Reply(HttpStatusCode.BadRequest, "{}");
            }

            await _schedule.PauseAsync(stop);
            var number = _expiries.Count + 1;
            var expires = _schedule.Clock.GetUtcNow() + TimeSpan.FromMinutes(IsSlow ? 60 : 10);
            _expiries.Add(number, DateTimeOffset.FromUnixTimeSeconds(expires.ToUnixTimeSeconds()) - TestClock.Beginning);
            if (IsSlow)
            {
                await _schedule.PauseAsync(stop);
            }

            return StubHandler.Reply(HttpStatusCode.OK, $$"""{"name":"{{number}}","expires_on":"{{expires.ToUnixTimeSeconds()}}"}""");
        }
    }
}
