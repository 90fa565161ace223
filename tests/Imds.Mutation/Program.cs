using Imds.Mutation;

switch (args)
{
    case ["worker", var tests]:
        await Worker.RunAsync(tests);
        return 0;
    case ["run", ..]:
        return await MutationRun.RunAsync(args[1..]);
    default:
        Console.Error.WriteLine($"""
            mutation run <{string.Join('|', Subject.All.Select(subject => subject.Name))}> [folder or file…] [option…]

              folder or file   those whose path ends so; all folders of the subject if there is none
              --sample N       as many mutants a folder, chosen at random; 150 unless said otherwise, 0 for all
              --seed N         the seed of that choice, which the run before has printed
              --side-by-side N as many processes that run tests; 1 unless said otherwise
            """);
        return 1;
}
