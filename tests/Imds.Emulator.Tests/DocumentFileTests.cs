using Microsoft.Extensions.Logging;

namespace Imds.Emulator.Tests;

/// <summary>A document that is read again when its file changes.</summary>
public sealed class DocumentFileTests : IDisposable
{
    private const string Name = "instance/compute/name?api-version=2021-02-01&format=text";

    private readonly string _file = Path.GetTempFileName();
    private readonly Listener _log = new();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_changed_file_is_served_from_the_next_request_on()
    {
        await using var emulator = await StartAsync("""{"compute":{"name":"one"}}""");
        Assert.Equal("one", await emulator.TextAsync(Name));

        Write("""{"compute":{"name":"three"}}""");

        Assert.Equal("three", await emulator.TextAsync(Name));
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task What_cannot_be_served_leaves_the_document_as_it_was_and_is_told()
    {
        await using var emulator = await StartAsync("""{"compute":{"name":"one"}}""");

        Write("{ oops");
        Assert.Equal("one", await emulator.TextAsync(Name));
        Assert.Equal("one", await emulator.TextAsync(Name));
        Assert.Contains("is not valid JSON", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Contains(_file, _log.Warnings[0], StringComparison.Ordinal);

        File.Delete(_file);
        Assert.Equal("one", await emulator.TextAsync(Name));
        Assert.Contains("cannot read", _log.Warnings[^1], StringComparison.Ordinal);

        Write("""{"compute":{"name":"back"}}""");
        Assert.Equal("back", await emulator.TextAsync(Name));
    }

    [Fact]
    public async Task What_was_set_stands_until_the_file_changes_or_a_reset()
    {
        await using var emulator = await StartAsync("""{"compute":{"name":"one"}}""");

        emulator.SetDocument("""{"compute":{"name":"set"}}""");
        Assert.Equal("set", await emulator.TextAsync(Name));
        emulator.Reset();
        Assert.Equal("one", await emulator.TextAsync(Name));
        emulator.SetDocument("""{"compute":{"name":"set"}}""");
        Write("""{"compute":{"name":"newer"}}""");
        Assert.Equal("newer", await emulator.TextAsync(Name));
        emulator.Reset();
        Assert.Equal("newer", await emulator.TextAsync(Name));

        Assert.Throws<ArgumentException>(() => emulator.SetDocument("[]"));
        Assert.Equal("newer", await emulator.TextAsync(Name));
    }

    [Fact]
    public async Task The_balancer_has_a_file_as_well()
    {
        Write("""{"loadbalancer":{"inboundRules":[]}}""");
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { LoadBalancerDocumentFile = _file });

        Assert.Equal("""{"loadbalancer":{"inboundRules":[]}}""", await emulator.TextAsync("loadbalancer?api-version=2021-02-01"));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused_at_the_start()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => ImdsEmulator.StartAsync(new ImdsEmulatorOptions { DocumentFile = "nowhere.json" }));

        Assert.StartsWith("DocumentFile cannot read 'nowhere.json'", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("DocumentFile and a document given as text", (await Assert.ThrowsAsync<ArgumentException>(
            () => ImdsEmulator.StartAsync(new ImdsEmulatorOptions { DocumentFile = _file, Document = "{}" }))).Message,
            StringComparison.Ordinal);
    }

    private Task<ImdsEmulator> StartAsync(string text)
    {
        Write(text);
        return ImdsEmulator.StartAsync(new ImdsEmulatorOptions { DocumentFile = _file, Logger = _log });
    }

    private void Write(string text)
    {
        File.WriteAllText(_file, text);
        File.SetLastWriteTimeUtc(_file, DateTime.UtcNow.AddSeconds(text.Length)); // Two writes may fall into one tick of the file system.
    }

    private sealed class Listener : ILogger
    {
        public List<string> Warnings { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
            {
                Warnings.Add(formatter(state, exception));
            }
        }
    }
}
