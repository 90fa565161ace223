using Imds.Benchmarks.Measuring;
using Imds.Emulator;

namespace Imds.Benchmarks.Tool;

/// <summary>The command, compiled ahead of time, for a field in a shell script: what else would be taken there is curl.</summary>
internal static class ToolFigures
{
    public static async IAsyncEnumerable<Figure> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("imds-tool-");
        try
        {
            await Command.OutputAsync(Repository.PathOf("runtime", "Imds.Tool"), "dotnet", "publish", "-c", "Release",
                "--use-current-runtime", "-p:ImdsNative=true", "-o", folder.FullName);
            var imds = Path.Combine(folder.FullName, OperatingSystem.IsWindows() ? "imds.exe" : "imds");
            await using var emulator = await ImdsEmulator.StartAsync();
            var endpoint = emulator.Endpoint.OriginalString;

            Task<string> OursAsync() => Command.OutputAsync(folder.FullName, imds, "get", "vmSize", "--endpoint", endpoint);
            Task<string> CurlAsync() => Command.OutputAsync(folder.FullName, "curl", "--silent", "--fail", "--header", "Metadata: true",
                $"{endpoint}/instance/compute/vmSize?api-version=2025-04-07&format=text");
            var (ours, curls) = (await OursAsync(), await CurlAsync());
            if (ours.Trim() != curls)
            {
                throw new InvalidOperationException($"imds says '{ours}', and curl '{curls}'.");
            }

            yield return Figure.AtMost(3, "imds get, native: time of a run, against curl",
                await Pair.RatioAsync(OursAsync, CurlAsync, samples: 51));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
