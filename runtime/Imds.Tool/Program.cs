namespace Imds.Tool;

internal static class Program
{
    private static Task<int> Main(string[] args) => CommandLine.RunAsync(args, new Host());
}
