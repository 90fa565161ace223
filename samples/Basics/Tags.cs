// Why: tags say whose machine this is and what for; the list of them is exact where a value holds a semicolon.
using Imds;

namespace Basics;

internal static class Tags
{
    public static async Task RunAsync(ImdsClient imds)
    {
        foreach (Tag tag in await imds.Instance.Compute.TagsList.GetAsync())
        {
            Console.WriteLine($"{tag.Name} = {tag.Value}");
        }
    }
}
