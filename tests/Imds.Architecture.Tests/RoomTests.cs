namespace Imds.Architecture.Tests;

/// <summary>
/// Which folder of the sources may name types of which others. Each row is a whole list: what is not on it, the folder may not name.
/// </summary>
public class RoomTests
{
    private const string Analyzers = "Analyzers/";

    [Fact]
    public void The_generator_goes_from_specs_to_text_and_never_back()
    {
        using var generator = Generator();
        None(Trespasses(generator, new()
        {
            ["Primitives"] = [],
            ["Diagnostics"] = ["Primitives"],
            ["Specs"] = ["Primitives", "Diagnostics"],
            ["Model"] = ["Primitives", "Diagnostics", "Specs"],
            ["Versions"] = ["Primitives", "Diagnostics", "Specs", "Model"],
            ["Emit"] = ["Primitives", "Diagnostics", "Specs", "Model", "Versions"],
        }));
    }

    [Fact]
    public void Analyzers_see_the_view_of_a_version_and_never_emission_or_each_other()
    {
        using var generator = Generator();
        string[] below = ["", "Primitives", "Diagnostics", "Configuration", "Versions"];
        string[] common = [.. below, Analyzers + "Prefilter", Analyzers + "Common"];
        None(Trespasses(generator, new()
        {
            [Analyzers + "Prefilter"] = below,
            [Analyzers + "Common"] = common,
            [Analyzers + "Versions"] = common,
            [Analyzers + "Flow"] = common,
            [Analyzers + "Requests"] = common,
            [Analyzers + "Documents"] = common,
        }));
    }

    [Fact]
    public void The_folders_of_the_generator_form_no_circle()
    {
        using var generator = Generator();
        None(CircleIn(generator));
    }

    [Fact]
    public void The_folders_of_the_runtime_form_no_circle()
    {
        using var runtime = Runtime();
        None(CircleIn(runtime));
    }

    /// <summary>A test of the test: what it does not see, it cannot find wrong.</summary>
    [Fact]
    public void Every_type_has_its_folder()
    {
        using var generator = Generator();
        using var runtime = Runtime();
        Assert.Equal("Specs", generator.Folders["Imds.Generators.Specs.SwaggerReader"]);
        Assert.Equal("", generator.Folders["Imds.Generators.ImdsGenerator"]);
        Assert.Contains("CompilerServices", runtime.Folders.Values);
        Assert.Contains(("Imds.Generators.Specs.SwaggerReader", "Imds.Generators.Specs.JsonMap"), generator.References());
    }

    /// <summary>Whole, where an assertion would cut it short.</summary>
    private static void None(IReadOnlyList<string> found) => Assert.True(found.Count == 0, string.Join("\n", found));

    private static CompiledAssembly Generator() => Assembly("Imds.Generators", "generator/Imds.Generators");

    private static CompiledAssembly Runtime() => Assembly("Imds.Runtime", "runtime/Imds.Runtime");

    private static CompiledAssembly Assembly(string name, string sources) =>
        new(Path.Combine(AppContext.BaseDirectory, name + ".dll"), sources);

    private static List<string> Trespasses(CompiledAssembly assembly, Dictionary<string, string[]> allowed)
    {
        var rooms = allowed.Keys.Concat(allowed.Values.SelectMany(others => others)).ToHashSet();
        return [.. from reference in assembly.References()
                   let @from = Room(assembly.Folders[reference.From])
                   let to = Room(assembly.Folders[reference.To])
                   where allowed.ContainsKey(@from) && @from != to && !allowed[@from].Contains(to)
                   select $"{@from} → {to}: {reference.From} names {reference.To}"];

        // A folder inside a room belongs to it.
        string Room(string folder)
        {
            var room = folder;
            while (room.Length > 0 && !rooms.Contains(room))
            {
                room = Path.GetDirectoryName(room)!.Replace('\\', '/');
            }

            return room.Length == 0 ? folder : room;
        }
    }

    /// <summary>The shortest way from a folder back to it, with the types by which it goes.</summary>
    private static IReadOnlyList<string> CircleIn(CompiledAssembly assembly)
    {
        var arrows = assembly.References()
            .Select(reference => (From: Top(reference.From), To: Top(reference.To), Types: $"{reference.From} names {reference.To}"))
            .Where(arrow => arrow.From != arrow.To && arrow.From.Length > 0 && arrow.To.Length > 0)
            .GroupBy(arrow => (arrow.From, arrow.To))
            .ToDictionary(arrow => arrow.Key, arrow => string.Join("; ", arrow.Select(one => one.Types)));
        var circles = from start in arrows.Keys.Select(arrow => arrow.From).Distinct()
                      let circle = WayBack(start)
                      where circle.Count > 0
                      orderby circle.Count
                      select circle.Select(arrow => $"{arrow.From} → {arrow.To}: {arrows[arrow]}");
        return [.. circles.FirstOrDefault([])];

        string Top(string type) => assembly.Folders[type].Split('/')[0];

        List<(string From, string To)> WayBack(string start)
        {
            var first = arrows.Keys.Where(arrow => arrow.From == start).Select(arrow => new List<(string From, string To)> { arrow });
            var waiting = new Queue<List<(string From, string To)>>(first);
            var seen = new HashSet<string>();
            while (waiting.TryDequeue(out var way))
            {
                if (way[^1].To == start)
                {
                    return way;
                }

                if (seen.Add(way[^1].To))
                {
                    foreach (var next in arrows.Keys.Where(arrow => arrow.From == way[^1].To))
                    {
                        waiting.Enqueue([.. way, next]);
                    }
                }
            }

            return [];
        }
    }
}
