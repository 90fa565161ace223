namespace Imds.Testing;

/// <summary>A compiler server that no other build uses. The first build with it starts it.</summary>
public sealed class CompilerServer : IAsyncDisposable
{
    private readonly string _folder;
    private string _name = NewName();

    private CompilerServer(string folder) => _folder = folder;

    /// <summary>What tells a build to have it compile.</summary>
    public IReadOnlyList<string> Settings => ["-p:UseSharedCompilation=true", $"-p:SharedCompilationId={_name}"];

    /// <summary>One of the compiler that the SDK builds with.</summary>
    public static async Task<CompilerServer> CreateAsync()
    {
        var folder = await Command.OutputAsync(Repository.PathOf("runtime", "Imds.Runtime"), "dotnet", "msbuild",
            "-getProperty:RoslynTargetsPath");
        return new CompilerServer(Path.Combine(folder.Trim(), "bincore"));
    }

    /// <summary>Has it compile what a command line says.</summary>
    public Task CompileAsync(FileInfo commandLine) =>
        Command.OutputAsync(commandLine.DirectoryName!, "dotnet", "exec", Path.Combine(_folder, "csc.dll"), $"/shared:{_name}",
            "/noconfig", $"@{commandLine.FullName}");

    /// <summary>Ends it. The next build starts another, which has compiled nothing yet.</summary>
    public async Task RenewAsync()
    {
        await DisposeAsync();
        _name = NewName();
    }

    public async ValueTask DisposeAsync() =>
        await Command.OutputAsync(_folder, "dotnet", "exec", Path.Combine(_folder, "VBCSCompiler.dll"), "-shutdown", $"-pipename:{_name}");

    private static string NewName() => $"imds-tests-{Guid.NewGuid():N}";
}
