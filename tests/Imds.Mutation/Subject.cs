namespace Imds.Mutation;

/// <summary>What mutants are made of, and the tests that have to notice them.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Project">The project, from the root of the repository.</param>
/// <param name="Framework">What it is compiled for.</param>
/// <param name="Folders">The folders of the project that are looked at.</param>
/// <param name="Tests">The test project.</param>
/// <param name="LeftOut">Test classes and tests that are not asked: they take longer than all others together, or run elsewhere.</param>
/// <param name="IsByTest">Whether a mutant is run by those tests alone that reach it; else by all of their classes, as what one test makes
/// is kept for the others.</param>
internal sealed record Subject(string Name, string Project, string Framework, string[] Folders, string Tests, string[] LeftOut,
    bool IsByTest)
{
    public static IReadOnlyList<Subject> All { get; } =
    [
        new("runtime", "runtime/Imds.Runtime", "net8.0",
            ["Attestation", "CompilerServices", "Events", "Http", "Json", "Options", "Policies", "Routing"],
            "Imds.Runtime.Tests", ["The_zone_of_the_machine_makes_no_difference"], IsByTest: true),
        new("generator", "generator/Imds.Generators", "netstandard2.0", ["Model", "Versions", "Emit"], "Imds.Generators.Tests",
            ["EveryVersionTests", "SpecFuzzTests", "BuildMessageTests", "InternalsPageTests", "HostileSpecTests", "NeighbourTests",
                "BadInputTests", "GeneratorVerifierTests", "HostingTests", "ObservedVersionTests"], IsByTest: false),
        new("flow", "generator/Imds.Generators", "netstandard2.0", ["Analyzers/Flow"], "Imds.Analyzers.Tests",
            ["HalfTypedCodeTests", "RobustnessTests", "HandwrittenRobustnessTests", "PublicCodeTests", "EveryRequestTests",
                "EveryFieldTests"], IsByTest: false),
    ];

    public string ProjectFile => Repository.PathOf(Project, Path.GetFileName(Project) + ".csproj");

    public string TestFolder => Repository.PathOf("tests", Tests, "bin", "Debug", "net10.0");

    public string TestAssembly => Path.Combine(TestFolder, Tests + ".dll");

    /// <summary>The folder of the project that a file is in; null if it is in none that is looked at.</summary>
    public string? FolderOf(string file) =>
        Folders.FirstOrDefault(folder => file.StartsWith(Repository.PathOf(Project, folder) + "/", StringComparison.Ordinal));
}
