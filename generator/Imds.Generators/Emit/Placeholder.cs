namespace Imds.Generators.Emit;

/// <summary>
/// What stands in the place of a version's namespace and name, so that what differs between versions in nothing else is equal, and is
/// written once. Both are of Unicode's private use area, which no text of a spec gets into a file.
/// </summary>
internal static class Placeholder
{
    public const string Namespace = "\uE000";
    public const string Version = "\uE001";
}
