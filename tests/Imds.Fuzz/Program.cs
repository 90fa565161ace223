using System.CommandLine;
using Imds.Fuzz.Frame;

var minutes = new Option<double?>("--minutes") { Description = "How long to run, all targets together." };
var count = new Option<long?>("--count") { Description = "How many inputs to make for each target." };
var seed = new Option<long>("--seed")
{
    Description = "The seed of the first input; the next has the next number.", DefaultValueFactory = _ => Environment.TickCount64,
};
var names = new Option<string[]>("--target")
{
    Description = "Which targets to run, with commas between them; all, if it is left out.",
    DefaultValueFactory = _ => [.. FuzzTarget.All.Select(target => target.Name)],
    CustomParser = result =>
    {
        string[] given = [.. result.Tokens.SelectMany(token => token.Value.Split(','))];
        foreach (var unknown in given.Except(FuzzTarget.All.Select(target => target.Name)))
        {
            result.AddError($"There is no target '{unknown}'; there are {string.Join(", ", FuzzTarget.All.Select(target => target.Name))}.");
        }

        return given;
    },
};

var run = new System.CommandLine.Command("run", "Makes inputs and checks them.") { minutes, count, seed, names };
run.SetAction(parsed =>
{
    var targets = FuzzTarget.All.Where(target => parsed.GetValue(names)!.Contains(target.Name)).ToList();
    var time = parsed.GetValue(minutes) is { } given ? TimeSpan.FromMinutes(given) / targets.Count : TimeSpan.MaxValue;
    var inputs = parsed.GetValue(count) ?? (parsed.GetValue(minutes) is null ? 1000 : long.MaxValue);
    var failed = false;
    foreach (var target in targets)
    {
        var report = new FuzzRun(target, parsed.GetValue(seed)).Run(inputs, time, Console.Error.WriteLine);
        Console.WriteLine(report);
        foreach (var finding in report.Findings)
        {
            var input = new Shrinking(target, finding.Failure.Kind).Shrink(FuzzRun.Input(target, finding.Seed));
            Console.WriteLine($"{FuzzCase.Keep(target, input)}{Environment.NewLine}{finding.Failure.Details}");
        }

        failed |= report.Findings.Count > 0;
    }

    return failed ? 1 : 0;
});

var check = new Argument<FileInfo[]>("files") { Description = "Files of cases: the folder says which target." };
var replay = new System.CommandLine.Command("check", "Checks inputs that are in files.") { check };
replay.SetAction(parsed =>
{
    var failed = false;
    foreach (var file in parsed.GetValue(check)!)
    {
        using var watched = new WatchedCheck(FuzzTarget.All.Single(target => target.Name == file.Directory!.Name));
        var failure = watched.Check(File.ReadAllBytes(file.FullName));
        Console.WriteLine($"{file.Name}: {failure?.Details ?? "holds"}");
        failed |= failure is not null;
    }

    return failed ? 1 : 0;
});

var make = new System.CommandLine.Command("make", "Writes the input of a seed, which may be one that ends the process.") { seed, names };
make.SetAction(parsed =>
{
    using var output = Console.OpenStandardOutput();
    var target = FuzzTarget.All.First(target => parsed.GetValue(names)!.Contains(target.Name));
    output.Write(FuzzRun.Input(target, parsed.GetValue(seed)));
    return 0;
});

return new RootCommand("Feeds the project with what nobody would write, and says what does not cope.") { run, replay, make }.Parse(args)
    .Invoke();
