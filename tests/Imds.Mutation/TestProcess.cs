using System.Diagnostics;
using System.Text.Json;

namespace Imds.Mutation;

/// <summary>A <see cref="Worker"/>, seen from outside: it is started where there is none, and ended where it takes too long.</summary>
internal sealed class TestProcess(Subject subject) : IDisposable
{
    // Contexts stay where their code may still run: by then it is time for a new process.
    private const int RunsOfOne = 60;

    private Process? _process;
    private int _runs;

    /// <summary>How the tests ended; null where they took too long or took the process with them.</summary>
    public async Task<IReadOnlyList<Worker.Outcome>?> RunAsync(Worker.Order order, TimeSpan limit)
    {
        if (_process is null || _runs++ >= RunsOfOne)
        {
            Dispose();
            _process = Start();
        }

        using var late = new CancellationTokenSource(limit);
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order).AsMemory(), late.Token);
            string? line;
            do
            {
                line = await _process.StandardOutput.ReadLineAsync(late.Token);
            }
            while (line?.StartsWith("[{", StringComparison.Ordinal) == false && line != "[]");
            if (line is not null)
            {
                return JsonSerializer.Deserialize<List<Worker.Outcome>>(line);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // too late, or the process is gone
        }

        Dispose();
        return null;
    }

    public void Dispose()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
        _process = null;
        _runs = 0;
    }

    // With the dependencies of the tests, and beside them, so that tests find their files.
    private Process Start()
    {
        var own = typeof(TestProcess).Assembly.Location;
        var beside = Path.Combine(subject.TestFolder, Path.GetFileName(own));
        if (!File.Exists(beside) || File.GetLastWriteTimeUtc(beside) != File.GetLastWriteTimeUtc(own))
        {
            File.Copy(own, beside, overwrite: true);
        }

        var start = new ProcessStartInfo("dotnet",
        [
            "exec", "--depsfile", Path.ChangeExtension(subject.TestAssembly, ".deps.json"),
            "--runtimeconfig", Path.ChangeExtension(subject.TestAssembly, ".runtimeconfig.json"), beside, "worker", subject.TestAssembly,
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = subject.TestFolder,
        };
        return Process.Start(start)!;
    }
}
