using System.Net.Sockets;
using Imds.Emulator;

namespace Imds.Faults.Tests;

/// <summary>Something that goes wrong with every request of a call, or with the first ones.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Replies">What the emulator does, and with how many requests.</param>
internal sealed record Fault(string Name, params (ImdsFault Fault, int Count)[] Replies)
{
    // No reply for as long as anybody waits, by a clock that tells that the emulator waits for it.
    private static readonly ImdsFault Silence = ImdsFault.SlowHeaders(TimeSpan.FromDays(1));

    private Fault(string name, ImdsFault reply)
        : this(name, (reply, int.MaxValue))
    {
    }

    /// <summary>What happens to a request in place of being sent.</summary>
    public Func<TimeProvider, CancellationToken, Task>? Connect { get; private init; }

    /// <summary>Whether the service has answered before.</summary>
    public bool IsKnown { get; private init; }

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("none"),
        .. Connection("nothing listens at the address", Throws(SocketError.ConnectionRefused)),
        .. Connection("no route to the address", Throws(SocketError.NetworkUnreachable)),
        .. Connection("no answer to the connection", async (time, stop) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, stop);
            throw new TaskCanceledException("No connection in time.", new TimeoutException());
        }),
        new("not HTTP") { Connect = (_, _) => throw new HttpRequestException(HttpRequestError.InvalidResponse, "Not HTTP.") },
        new("reset before the reply", ImdsFault.Reset),
        new("reset in the body", ImdsFault.ResetBody),
        new("body cut short", ImdsFault.CutBody),
        new("no reply", Silence),
        new("headers after 5 s", ImdsFault.SlowHeaders(TimeSpan.FromSeconds(5))),
        new("headers after 20 s", ImdsFault.SlowHeaders(TimeSpan.FromSeconds(20))),
        new("headers after 120 s", ImdsFault.SlowHeaders(TimeSpan.FromSeconds(120))),
        new("body takes 5 s", ImdsFault.SlowBody(TimeSpan.FromSeconds(5))),
        new("body takes 20 s", ImdsFault.SlowBody(TimeSpan.FromSeconds(20))),
        new("200, broken JSON", ImdsFault.GarbageJson),
        new("200, empty", ImdsFault.EmptyBody),
        new("200, `{\"error\":…}`", ImdsFault.ErrorWithSuccess),
        new("200, XML", ImdsFault.Xml(200)),
        new("200, web page", ImdsFault.Html),
        new("200, wrong content type", ImdsFault.WrongContentType),
        new("200, a part missing", ImdsFault.PartialData),
        new("200, 5 MB", ImdsFault.HugeBody(5_000_000)),
        new("redirect", ImdsFault.Redirect(new Uri("http://127.0.0.1:9/elsewhere"))),
        .. new[] { 400, 401, 403, 404, 405, 407, 408, 409, 410, 429 }.Select(status => new Fault($"{status}", ImdsFault.Status(status))),
        new("400, version refused", ImdsFault.WrongVersion),
        new("404, version refused (2019)", ImdsFault.WrongVersionOf2019),
        new("429, Retry-After 3 s", ImdsFault.Status(429, TimeSpan.FromSeconds(3))),
        new("429, Retry-After 200 s", ImdsFault.Status(429, TimeSpan.FromSeconds(200))),
        .. new[] { 500, 501, 502, 503, 504 }.Select(status => new Fault($"{status}", ImdsFault.Status(status))),
        new("500 of the host", ImdsFault.HostError),
        new("503, XML", ImdsFault.Xml()),
        new("503, Retry-After 3 s", ImdsFault.Status(503, TimeSpan.FromSeconds(3))),
        new("once 404, then right", (ImdsFault.Status(404), 1)),
        new("once 410, then right", (ImdsFault.Status(410), 1)),
        new("once 429, then right", (ImdsFault.Status(429), 1)),
        new("once 503, then right", (ImdsFault.Status(503), 1)),
        new("once reset, then right", (ImdsFault.Reset, 1)),
        new("once no reply, then right", (Silence, 1)),
        new("once cut short, then right", (ImdsFault.CutBody, 1)),
        new("once empty, then right", (ImdsFault.EmptyBody, 1)),
        new("once broken JSON, then right", (ImdsFault.GarbageJson, 1)),
        new("once `{\"error\":…}`, then right", (ImdsFault.ErrorWithSuccess, 1)),
        new("429, 503, reset, cut short, then right",
            (ImdsFault.Status(429), 1), (ImdsFault.Status(503), 1), (ImdsFault.Reset, 1), (ImdsFault.CutBody, 1)),
    ];

    private static Fault[] Connection(string name, Func<TimeProvider, CancellationToken, Task> connect) =>
        [new(name) { Connect = connect }, new($"{name}, where the service has answered before") { Connect = connect, IsKnown = true }];

    private static Func<TimeProvider, CancellationToken, Task> Throws(SocketError error) =>
        (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "No connection.", new SocketException((int)error));
}
