using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Xunit;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace Imds.Mutation;

/// <summary>
/// The process that runs the tests: each time in a context of its own, with all of the project's assemblies anew, so that nothing that one
/// mutant has left is seen by the next. The compiler and the framework are shared, as to warm them up takes longer than the tests.
/// </summary>
internal static class Worker
{
    /// <param name="Assembly">The assembly that takes the place of the one of its name beside the tests.</param>
    /// <param name="Tests">The tests to run; null to say which there are.</param>
    /// <param name="StopsOnFailure">Whether one that fails is enough.</param>
    internal sealed record Order(string Assembly, string[]? Tests, bool StopsOnFailure);

    /// <param name="Test">The test.</param>
    /// <param name="Class">Its class.</param>
    /// <param name="Method">Its method.</param>
    /// <param name="Passed">Whether it passed; null if it did not run.</param>
    /// <param name="Seconds">How long it took.</param>
    /// <param name="Blocks">What it reached.</param>
    /// <param name="Message">Why it failed.</param>
    internal sealed record Outcome(string Test, string Class, string Method, bool? Passed, decimal Seconds, int[] Blocks, string Message);

    public static async Task RunAsync(string testAssembly)
    {
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        Console.SetOut(TextWriter.Null); // what tests write
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var outcomes = await RunAsync(testAssembly, JsonSerializer.Deserialize<Order>(line)!);
            await output.WriteLineAsync(JsonSerializer.Serialize(outcomes));
        }
    }

    private static async Task<IReadOnlyList<Outcome>> RunAsync(string testAssembly, Order order)
    {
        var context = new Context(Path.GetDirectoryName(testAssembly)!, order.Assembly);
        var assembly = context.LoadFromAssemblyPath(testAssembly);
        var mutant = context.LoadFromAssemblyName(AssemblyName.GetAssemblyName(order.Assembly));
        var configuration = new TestAssemblyConfiguration
        {
            ParallelizeTestCollections = false,
            PreEnumerateTheories = true,
            StopOnFail = order.StopsOnFailure,
        };
        TestContext.SetForInitialization(NoSink.Instance, diagnosticMessages: false, internalDiagnosticMessages: false);
        var framework = ExtensibilityPointFactory.GetTestFramework(assembly);
        var wanted = order.Tests?.ToHashSet(StringComparer.Ordinal);
        var tests = new List<ITestCase>();
        await framework.GetDiscoverer(assembly).Find(test =>
        {
            if (wanted?.Contains(test.UniqueID) != false)
            {
                tests.Add(test);
            }

            return new(true);
        }, TestFrameworkOptions.ForDiscovery(configuration));
        if (order.Tests is null)
        {
            return [.. tests.Select(test => new Outcome(test.UniqueID, ClassOf(test), test.TestMethodName ?? "", null, 0, [], ""))];
        }

        var sink = new Sink(tests, mutant.GetType(Reach.TypeName)?.GetField("Blocks")?.GetValue(null) as bool[] ?? []);
        var options = TestFrameworkOptions.ForExecution(configuration);
        options.SetSynchronousMessageReporting(true); // so that what was reached is the test's that has just ended
        await framework.GetExecutor(assembly).RunTestCases(tests, sink, options);
        return sink.Outcomes;
    }

    private static string ClassOf(ITestCase test) => test.TestClassSimpleName ?? "";

    private sealed class Context(string folder, string mutant) : AssemblyLoadContext(null)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var file = assemblyName.Name + ".dll";
            return file == Path.GetFileName(mutant) ? LoadFromAssemblyPath(mutant)
                : file.StartsWith("Imds.", StringComparison.Ordinal) && File.Exists(Path.Combine(folder, file))
                    ? LoadFromAssemblyPath(Path.Combine(folder, file))
                : null;
        }
    }

    private sealed class NoSink : IMessageSink
    {
        public static NoSink Instance { get; } = new();

        public bool OnMessage(IMessageSinkMessage message) => true;
    }

    /// <summary>Keeps how each test ended, and what was reached since the one before.</summary>
    private sealed class Sink(List<ITestCase> tests, bool[] blocks) : IMessageSink
    {
        private readonly Dictionary<string, ITestCase> _tests = tests.ToDictionary(test => test.UniqueID, StringComparer.Ordinal);

        public List<Outcome> Outcomes { get; } = [];

        public bool OnMessage(IMessageSinkMessage message)
        {
            lock (Outcomes)
            {
                switch (message)
                {
                    case ITestPassed passed:
                        Add(passed, true, "");
                        break;
                    case ITestFailed failed:
                        Add(failed, false, string.Join(' ', failed.Messages));
                        break;
                    case ITestResultMessage other:
                        Add(other, null, "");
                        break;
                    case IErrorMetadata error:
                        Outcomes.Add(new Outcome("", "", "", false, 0, [], string.Join(' ', error.Messages)));
                        break;
                }
            }

            return true;
        }

        private void Add(ITestResultMessage result, bool? passed, string message)
        {
            var reached = Enumerable.Range(0, blocks.Length).Where(block => blocks[block]).ToArray();
            Array.Clear(blocks);
            var test = _tests[result.TestCaseUniqueID];
            Outcomes.Add(
                new Outcome(test.UniqueID, ClassOf(test), test.TestMethodName ?? "", passed, result.ExecutionTime, reached, message));
        }
    }
}
