using System;
using System.Threading.Tasks;
using Imds;

namespace PublicLibrary;

/// <summary>What a library shows of the types that were generated into it.</summary>
public static class Machine
{
    /// <summary>Reads the document of the machine.</summary>
    public static async Task<Instance> ReadAsync(Uri endpoint)
    {
        await using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = endpoint });
        return await imds.Instance.GetAsync().ConfigureAwait(false);
    }
}
