using Imds.Benchmarks.Measuring;

namespace Imds.Benchmarks.Aot;

/// <summary>One of the programs beside this file, compiled ahead of time.</summary>
internal sealed class NativeProgram
{
    private readonly FileInfo _file;

    private NativeProgram(FileInfo file) => _file = file;

    public long Size => _file.Length;

    public static async Task<NativeProgram> PublishAsync(string name, DirectoryInfo folder)
    {
        var output = Path.Combine(folder.FullName, name);
        await Command.OutputAsync(Repository.PathOf("tests", "Imds.Benchmarks", "Aot", name), "dotnet", "publish", "-c", "Release", "-o",
            output);
        var file = new FileInfo(Path.Combine(output, OperatingSystem.IsWindows() ? name + ".exe" : name));
        return file.Exists ? new NativeProgram(file)
            : throw new InvalidOperationException($"The program {name} is not at {file.FullName}, though it was published.");
    }

    /// <returns>What it wrote.</returns>
    public Task<string> RunAsync(Uri endpoint) => Command.OutputAsync(_file.DirectoryName!, _file.FullName, endpoint.OriginalString);
}
