using System.Text.Json;
using Imds;
using Inspect.Output;

namespace Inspect.Sections;

/// <summary>The whole instance document as a tree.</summary>
internal sealed class InstanceSection() : Section("instance", "Instance")
{
    public override async Task<Content> ReadAsync(ImdsClient imds, CancellationToken cancellationToken)
    {
        Instance vm = await imds.Instance.GetAsync(cancellationToken);

        // A record writes the JSON of the service again, with every field of the version: nothing here has to know their names.
        JsonElement document = JsonSerializer.SerializeToElement(vm);
        return new Content(Layout.Tree(imds.Instance.ToString(), document), vm);
    }
}
