namespace Imds.Emulator.Tests;

/// <summary>One emulator with no options, for the tests that only read.</summary>
public sealed class SharedEmulator : IAsyncLifetime
{
    public ImdsEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Emulator = await ImdsEmulator.StartAsync();

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();
}
