using System.Diagnostics;
using System.Text.Json;

namespace Imds.Mutation;

/// <summary>A <see cref="Worker"/>, seen from outside: it is started where there is none, and ended where it takes too long.</summary>
internal sealed class TestProcess(Subject subject) : IDisposable
{
    // Contexts stay where their code may still run: by then it is time for a new process.
    private const int RunsOfOne = 60;

    // A test that waits for what does not come looks again and again, which takes little.
    private const int IdleSeconds = 20;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(15);

    private Process? _process;
    private int _runs;

    /// <summary>How the tests ended; null where they took too long or took the process with them.</summary>
    public async Task<IReadOnlyList<Worker.Outcome>?> RunAsync(Worker.Order order, TimeSpan limit)
    {
        if (_process is null or { HasExited: true } || _runs++ >= RunsOfOne)
        {
            Dispose();
            _process = Start();
        }

        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order));
        string? line;
        do
        {
            line = await ReadAsync(_process, limit);
        }
        while (line?.StartsWith("[{", StringComparison.Ordinal) == false && line != "[]"); // tests may write as well
        if (line is not null)
        {
            return JsonSerializer.Deserialize<List<Worker.Outcome>>(line);
        }

        Dispose();
        return null;
    }

    // The time that counts is the processor's: a test takes long on a machine that is busy. Where none passes, nothing is waited for.
    private static async Task<string?> ReadAsync(Process process, TimeSpan limit)
    {
        var line = process.StandardOutput.ReadLineAsync();
        var (before, start, idle) = (process.TotalProcessorTime, process.TotalProcessorTime, 0);
        while (await Task.WhenAny(line, Task.Delay(TimeSpan.FromSeconds(1))) != line)
        {
            process.Refresh();
            if (process.HasExited)
            {
                return null;
            }

            var now = process.TotalProcessorTime;
            (idle, before) = (now - before < Idle ? idle + 1 : 0, now);
            if (now - start > limit || idle == IdleSeconds)
            {
                return null;
            }
        }

        return await line;
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
