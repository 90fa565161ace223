using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Builds;

/// <summary>A compiler server that no other build uses. The first build with it starts it.</summary>
/// <param name="folder">Where the compiler is.</param>
internal sealed class CompilerServer(string folder) : IAsyncDisposable
{
    public string Name { get; private set; } = NewName();

    /// <summary>Ends it. The next build starts another, which has compiled nothing yet.</summary>
    public async Task RenewAsync()
    {
        await DisposeAsync();
        Name = NewName();
    }

    public async ValueTask DisposeAsync() =>
        await Command.RunAsync(folder, "dotnet", "exec", Path.Combine(folder, "VBCSCompiler.dll"), "-shutdown", $"-pipename:{Name}");

    private static string NewName() => $"imds-benchmarks-{Guid.NewGuid():N}";
}
