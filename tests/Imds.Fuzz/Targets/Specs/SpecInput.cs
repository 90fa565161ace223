using System.Text;

namespace Imds.Fuzz.Targets.Specs;

/// <summary>
/// The files and options of a project in one: a line that begins with <c>---</c> says what follows. The contents are bytes, as some are
/// no text.
/// </summary>
internal sealed record SpecInput(IReadOnlyList<SpecInput.Part> Parts)
{
    /// <summary>An option of the build, as <c>--- option ImdsNamespace=Contoso</c>.</summary>
    public const string Option = "option";

    /// <summary>A Swagger document of the project's own.</summary>
    public const string Swagger = "swagger";

    /// <summary>A version table of the project's own.</summary>
    public const string Table = "table";

    /// <summary>Source code of the project's own.</summary>
    public const string Code = "code";

    /// <summary>A spec file of the package.</summary>
    public const string Packaged = "packaged";

    private static readonly byte[] Mark = "--- "u8.ToArray();

    public IEnumerable<string> Named(string kind) => Parts.Where(part => part.Kind == kind).Select(part => part.Name);

    public static SpecInput Parse(ReadOnlySpan<byte> input)
    {
        var parts = new List<Part>();
        while (!input.IsEmpty)
        {
            var end = input[1..].IndexOf("\n--- "u8) is var next and >= 0 ? next + 2 : input.Length;
            var section = input[..end];
            if (section.StartsWith(Mark))
            {
                var line = section.IndexOf((byte)'\n') is var found and >= 0 ? found : section.Length;
                var words = Encoding.UTF8.GetString(section[Mark.Length..line]).Split(' ', 2);
                // The line end before a mark, and at the end, is no part of the content.
                var content = line == section.Length ? [] : section[(line + 1)..];
                content = content.EndsWith("\n"u8) ? content[..^1] : content;
                parts.Add(new Part(words[0], words.Length > 1 ? words[1] : "", content.ToArray()));
            }

            input = input[end..];
        }

        return new SpecInput(parts);
    }

    public byte[] ToBytes()
    {
        var bytes = new List<byte>();
        foreach (var part in Parts)
        {
            bytes.AddRange(Encoding.UTF8.GetBytes($"--- {part.Kind} {part.Name}\n"));
            bytes.AddRange(part.Content);
            bytes.Add((byte)'\n');
        }

        return [.. bytes];
    }

    public SpecInput With(Part old, Part changed) => new([.. Parts.Select(part => part == old ? changed : part)]);

    internal sealed record Part(string Kind, string Name, byte[] Content)
    {
        public static Part Of(string kind, string name, string content = "") => new(kind, name, Encoding.UTF8.GetBytes(content));
    }
}
