using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Mutation;

/// <summary>Makes mutants of a subject, runs its tests against each, and says which were not noticed.</summary>
internal sealed class MutationRun(Subject subject, CSharpCompilation original, Reach reach, IReadOnlyList<Worker.Outcome> baseline)
{
    // Of the processor's time.
    private static readonly TimeSpan LeastLimit = TimeSpan.FromSeconds(10);

    // In seconds.
    private const decimal FastTest = 0.2m;

    private readonly ILookup<string, Worker.Outcome> _classes = baseline.ToLookup(test => test.Class);
    private readonly byte[] _originalImage = Compiler.Emit(original, out _)!;

    private enum Fate
    {
        Invalid,
        Killed,
        Survived,
        NotReached,
    }

    public static async Task<int> RunAsync(string[] arguments)
    {
        var subject = Subject.All.Single(subject => subject.Name == arguments[0]);
        var sample = Option(arguments, "--sample") ?? 150;
        var seed = Option(arguments, "--seed") ?? Random.Shared.Next(100_000);
        var parts = arguments.Skip(1).TakeWhile(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToList();

        var original = await Compiler.LoadAsync(subject.ProjectFile, subject.Framework);
        var trees = original.SyntaxTrees.Where(tree => subject.FolderOf(tree.FilePath) is not null).ToList();
        var reach = new Reach();
        var processes = Enumerable.Range(0, Option(arguments, "--side-by-side") ?? 1).Select(_ => new TestProcess(subject)).ToList();
        var scratch = Directory.CreateTempSubdirectory("imds-mutants-").FullName;
        try
        {
            var baseline = await BaselineAsync(subject, processes[0], Image(reach.Instrument(original, trees)), scratch);
            Console.WriteLine($"{subject.Name}: seed {seed}, {baseline.Count} tests in {baseline.Sum(test => test.Seconds):0} seconds");

            var run = new MutationRun(subject, original, reach, baseline);
            foreach (var folder in trees.Where(tree => parts.Count == 0 || parts.Any(part => IsAt(tree.FilePath, part)))
                .GroupBy(tree => subject.FolderOf(tree.FilePath)!))
            {
                var mutants = folder.SelectMany(tree => Mutator.Mutants(original.GetSemanticModel(tree))).ToArray();
                new Random(seed).Shuffle(mutants);
                await run.TestAsync(folder.Key, mutants, sample == 0 ? int.MaxValue : sample, processes, scratch);
            }
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
            Directory.Delete(scratch, recursive: true);
        }

        return 0;
    }

    private async Task TestAsync(string folder, Mutant[] mutants, int sample, IEnumerable<TestProcess> processes, string scratch)
    {
        var fates = new Dictionary<Fate, int>();
        var next = 0;
        await Task.WhenAll(processes.Select(process => Task.Run(async () =>
        {
            while (Next() is { } mutant)
            {
                var (fate, why) = await TestAsync(mutant, process, scratch);
                lock (fates)
                {
                    fates[fate] = fates.GetValueOrDefault(fate) + 1;
                }

                if (fate != Fate.Invalid)
                {
                    Console.WriteLine($"{fate,-10} {mutant}{(why.Length == 0 ? "" : "  # " + why)}");
                }
            }
        })));

        Mutant? Next()
        {
            lock (fates)
            {
                return next < mutants.Length && fates.Where(fate => fate.Key != Fate.Invalid).Sum(fate => fate.Value) < sample
                    ? mutants[next++] : null;
            }
        }

        var (killed, survived, notReached) =
            (fates.GetValueOrDefault(Fate.Killed), fates.GetValueOrDefault(Fate.Survived), fates.GetValueOrDefault(Fate.NotReached));
        var tested = Math.Max(1, killed + survived + notReached);
        Console.WriteLine($"== {folder}: {tested} of about {mutants.Length} mutants, {killed} killed ({100.0 * killed / tested:0.0} %), "
            + $"{survived} survived, {notReached} not reached");
    }

    private async Task<(Fate Fate, string Why)> TestAsync(Mutant mutant, TestProcess process, string scratch)
    {
        // One that the compiler refuses, or of which it makes the same, is none.
        if (Compiler.Emit(original.ReplaceSyntaxTree(mutant.Tree, mutant.Apply()), out _) is not { } image
            || image.AsSpan().SequenceEqual(_originalImage))
        {
            return (Fate.Invalid, "");
        }

        var blocks = reach.BlocksOf(mutant).ToHashSet();
        var reaching = baseline.Where(test => test.Blocks.Any(blocks.Contains)).ToList();
        if (reaching.Count == 0)
        {
            return (Fate.NotReached, "");
        }

        var assembly = Save(scratch, subject, image);
        foreach (var tests in Turns(reaching))
        {
            var limit = LeastLimit + TimeSpan.FromSeconds(5 * (double)tests.Sum(test => test.Seconds));
            var outcomes = await process.RunAsync(new(assembly, [.. tests.Select(test => test.Test)], StopsOnFailure: true), limit);
            if (outcomes is null)
            {
                return (Fate.Killed, $"{tests[0].Class}.{tests[0].Method} or another did not end");
            }

            if (outcomes.FirstOrDefault(outcome => outcome.Passed == false) is { } failed)
            {
                return (Fate.Killed, $"{failed.Class}.{failed.Method}");
            }
        }

        return (Fate.Survived, "");
    }

    // Which tests are run together, in which order: the fast ones first.
    private IEnumerable<List<Worker.Outcome>> Turns(List<Worker.Outcome> reaching) => (subject.IsByTest
            ? reaching.GroupBy(test => test.Seconds < FastTest ? "fast" : "slow").Select(group => group.ToList())
            : reaching.GroupBy(test => test.Class).Select(group => _classes[group.Key].ToList()))
        .OrderBy(group => group.Max(test => test.Seconds) < FastTest ? 0 : 1).ThenBy(group => group.Sum(test => test.Seconds));

    /// <summary>The tests that pass without a mutant, and what each reaches.</summary>
    private static async Task<IReadOnlyList<Worker.Outcome>> BaselineAsync(Subject subject, TestProcess process, byte[] image,
        string scratch)
    {
        // It takes as long as all tests, and changes with them and the code alone.
        var hash = Convert.ToHexString(SHA256.HashData([.. image, .. await File.ReadAllBytesAsync(subject.TestAssembly)]));
        var kept = Path.Combine(AppContext.BaseDirectory, $"{subject.Name}-{hash[..16]}.json");
        if (File.Exists(kept))
        {
            return JsonSerializer.Deserialize<List<Worker.Outcome>>(await File.ReadAllTextAsync(kept))!;
        }

        var assembly = Save(scratch, subject, image);
        var all = new List<Worker.Outcome>();
        foreach (var tests in (await RunAsync(null))
            .Where(test => !subject.LeftOut.Contains(test.Class) && !subject.LeftOut.Contains(test.Method))
            .GroupBy(test => subject.IsByTest ? "" : test.Class))
        {
            all.AddRange(await RunAsync([.. tests.Select(test => test.Test)]));
        }

        foreach (var failed in all.Where(test => test.Passed == false))
        {
            Console.WriteLine($"Fails without a mutant, and is left out: {failed.Class}.{failed.Method}: {failed.Message}");
        }

        all.RemoveAll(test => test.Passed != true);
        await File.WriteAllTextAsync(kept, JsonSerializer.Serialize(all));
        return all;

        async Task<IReadOnlyList<Worker.Outcome>> RunAsync(string[]? tests) =>
            await process.RunAsync(new(assembly, tests, StopsOnFailure: false), TimeSpan.FromHours(1))
                ?? throw new InvalidOperationException("The tests do not end.");
    }

    private static byte[] Image(CSharpCompilation compilation) => Compiler.Emit(compilation, out var errors)
        ?? throw new InvalidOperationException(string.Join(Environment.NewLine, errors));

    private static string Save(string scratch, Subject subject, byte[] image)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scratch, Guid.NewGuid().ToString("N"))).FullName;
        var file = Path.Combine(folder, Path.GetFileName(subject.Project) + ".dll");
        File.WriteAllBytes(file, image);
        return file;
    }

    private static bool IsAt(string file, string part) =>
        file.EndsWith("/" + part, StringComparison.Ordinal) || file.Contains("/" + part + "/", StringComparison.Ordinal);

    private static int? Option(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is var index and >= 0 ? int.Parse(arguments[index + 1], CultureInfo.InvariantCulture) : null;
}
