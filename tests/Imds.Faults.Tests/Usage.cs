using System.Diagnostics;

namespace Imds.Faults.Tests;

/// <summary>What a process holds at a moment of rest.</summary>
/// <param name="Heap">Bytes on the heap, after it is collected.</param>
/// <param name="Handles">Open files, sockets among them.</param>
/// <param name="Threads">Threads.</param>
internal sealed record Usage(long Heap, int Handles, int Threads)
{
    private const string Files = "/proc/self/fd";

    // What a few connections more or less hold. Whoever leaves 64 bytes behind at each of 4,000 calls has left as much.
    private const long Slack = 256 * 1024;
    private const int FewHandles = 16;
    private const int FewThreads = 16;

    public static Usage Now()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return new Usage(GC.GetTotalMemory(forceFullCollection: true),
            Directory.Exists(Files) ? Directory.GetFiles(Files).Length : process.HandleCount, process.Threads.Count);
    }

    /// <summary>Fails where a second half, as long as the first, has left something behind.</summary>
    public static void AssertFlat(Usage middle, Usage end)
    {
        Assert.InRange(end.Heap - middle.Heap, long.MinValue, Slack);
        Assert.InRange(end.Handles - middle.Handles, int.MinValue, FewHandles);
        Assert.InRange(end.Threads - middle.Threads, int.MinValue, FewThreads);
    }
}
