namespace Imds.Generators.Specs;

/// <summary>
/// The models of the last few sets of specs. The generator and each analyzer ask for the same one in every compilation, and projects
/// of a solution mostly share theirs, so each content is read once.
/// </summary>
internal static class ModelCache
{
    private const int Capacity = 8;

    private static readonly object Gate = new();
    private static readonly LinkedList<(EquatableArray<SpecFile> Files, Lazy<Outcome<ApiModel>> Model)> Entries = new();

    public static Outcome<ApiModel> Read(EquatableArray<SpecFile> files)
    {
        Lazy<Outcome<ApiModel>> model;
        lock (Gate)
        {
            var node = Entries.First;
            while (node is not null && !node.Value.Files.Equals(files))
            {
                node = node.Next;
            }

            if (node is null)
            {
                node = new LinkedListNode<(EquatableArray<SpecFile>, Lazy<Outcome<ApiModel>>)>((files, new Lazy<Outcome<ApiModel>>(() => ReadAnew(files))));
            }
            else
            {
                Entries.Remove(node);
            }

            Entries.AddFirst(node);
            if (Entries.Count > Capacity)
            {
                Entries.RemoveLast();
            }

            model = node.Value.Model;
        }
        return model.Value;
    }

    private static Outcome<ApiModel> ReadAnew(EquatableArray<SpecFile> files)
    {
        var problems = new List<Problem>();
        var model = SpecSet.Choose(files, problems) is { } specs ? specs.Read(problems) : null;
        return new Outcome<ApiModel>(model, problems.Distinct().ToEquatable());
    }
}
