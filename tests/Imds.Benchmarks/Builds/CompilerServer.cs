using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Builds;

/// <summary>A compiler server that no other build uses. The first build with it starts it.</summary>
internal sealed class CompilerServer : IAsyncDisposable
{
    private readonly string _folder;

    private CompilerServer(string folder) => _folder = folder;

    public string Name { get; private set; } = NewName();

    /// <summary>One of the compiler that the SDK builds with.</summary>
    public static async Task<CompilerServer> CreateAsync()
    {
        var folder = await Command.RunAsync(Path.Combine(Repository.Root, "runtime", "Imds.Runtime"), "dotnet", "msbuild", "-getProperty:RoslynTargetsPath");
        return new CompilerServer(Path.Combine(folder.Trim(), "bincore"));
    }

    /// <summary>Ends it. The next build starts another, which has compiled nothing yet.</summary>
    public async Task RenewAsync()
    {
        await DisposeAsync();
        Name = NewName();
    }

    public async ValueTask DisposeAsync() =>
        await Command.RunAsync(_folder, "dotnet", "exec", Path.Combine(_folder, "VBCSCompiler.dll"), "-shutdown", $"-pipename:{Name}");

    private static string NewName() => $"imds-benchmarks-{Guid.NewGuid():N}";
}
