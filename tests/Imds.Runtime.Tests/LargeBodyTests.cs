using System.Text;

namespace Imds.Runtime.Tests;

/// <summary>A body costs memory up to the cap and no further.</summary>
[Collection(nameof(ProcessWide))]
public class LargeBodyTests
{
    private const int Cap = 64 * 1024;

    [Theory]
    [InlineData(Cap, true)]
    [InlineData(Cap - 1, true)]
    [InlineData(Cap + 1, false)]
    public async Task The_cap_is_exact(int size, bool fits)
    {
        var body = "{\"name\":\"x\"}".PadRight(size);
        foreach (var chunked in new[] { false, true })
        {
            await using var server = new LoopbackServer(chunked
                ? $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{size:x}\r\n{body}\r\n0\r\n\r\n"
                : LoopbackServer.Ok(body));
            using var connection = Calls.Connect(server.Endpoint, options => options.MaxResponseBytes = Cap);
            if (fits)
            {
                Assert.Equal("x", await connection.GetNameAsync());
            }
            else
            {
                TooLarge(await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync()));
            }
        }
    }

    [Theory]
    [InlineData("Content-Length: 1073741824")]
    [InlineData("Connection: close")]
    public async Task A_body_of_a_gibibyte_is_not_read(string header)
    {
        long sent = 0;
        await using var server = new LoopbackServer(async (stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{header}\r\n\r\n"), stop);
            var part = new byte[Cap];
            Array.Fill(part, (byte)' ');
            for (; sent < 1 << 30; sent += part.Length)
            {
                await stream.WriteAsync(part, stop);
            }
        });
        using var connection = Calls.Connect(server.Endpoint, options => options.MaxResponseBytes = Cap);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        TooLarge(await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync()));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 16 * Cap);
        Assert.InRange(Interlocked.Read(ref sent), 0, 1 << 28);
    }

    [Fact]
    public async Task A_large_promise_takes_no_memory()
    {
        await using var server = new LoopbackServer("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n{}");
        using var connection = Calls.Connect(server.Endpoint, options => options.MaxResponseBytes = int.MaxValue);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Equal(ImdsFailure.Interrupted, (await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync())).Reason);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 16 * Cap);
    }

    [Fact]
    public async Task An_error_with_a_large_body_is_too_large_as_well()
    {
        await using var server = new LoopbackServer(LoopbackServer.Reply("500 Server error", new string('x', Cap + 1)));
        using var connection = Calls.Connect(server.Endpoint, options => options.MaxResponseBytes = Cap);
        TooLarge(await Assert.ThrowsAsync<ImdsException>(() => connection.GetNameAsync()));
    }

    private static void TooLarge(ImdsException failure)
    {
        Assert.Equal(ImdsFailure.BodyTooLarge, failure.Reason);
        Assert.Contains(Cap.ToString(), failure.Message);
        Assert.Contains("MaxResponseBytes", failure.Message);
    }
}
