using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Imds;

namespace StandardLibrary
{
    /// <summary>A library that keeps the types that were generated into it to itself.</summary>
    public static class Disks
    {
        /// <summary>Reads the names of the data disks.</summary>
        public static async Task<IReadOnlyList<string>> ReadNamesAsync(Uri endpoint)
        {
            using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = endpoint });
            StorageProfile storage = await imds.Instance.Compute.StorageProfile.GetAsync().ConfigureAwait(false);
            return storage.DataDisks.Select(disk => disk.Name).ToList();
        }

        /// <summary>Reads one value by its route.</summary>
        public static async Task<string> ReadOsTypeAsync(Uri endpoint)
        {
            using var imds = new ImdsClient(new ImdsClientOptions { Endpoint = endpoint });
            return await imds.Instance.Compute.OsType.GetAsync().ConfigureAwait(false);
        }
    }
}
