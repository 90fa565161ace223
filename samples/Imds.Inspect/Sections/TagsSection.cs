using Imds;
using Inspect.Output;

namespace Inspect.Sections;

/// <summary>The tags, one a row.</summary>
internal sealed class TagsSection() : Section("tags", "Tags")
{
    public override async Task<Content> ReadAsync(ImdsClient imds, CancellationToken cancellationToken)
    {
        // Not compute.tags, a single string that cannot be taken apart where a value holds a semicolon.
        ImdsList<Tag> tags = await imds.Instance.Compute.TagsList.GetAsync(cancellationToken);
        return new Content(Layout.Table(["name", "value"], tags.Select(tag => new[] { tag.Name, tag.Value })), tags);
    }
}
