namespace Imds.Analyzers.Tests;

/// <summary>
/// IMDS102: what may be used where. The project runs against 2019-06-01 and later; UserData came with 2021-01-01, LicenseType with
/// 2020-09-01, ExtendedLocation with 2021-03-01 and PhysicalZone with 2023-11-15.
/// </summary>
public class GuardTests
{
    [Theory, MemberData(nameof(GuardCases.CleanStatements), MemberType = typeof(GuardCases))]
    public Task Nothing_is_reported_in(string statements) => Verify($"void M() {{ {statements} }}");

    [Theory, MemberData(nameof(GuardCases.StatementsWithFindings), MemberType = typeof(GuardCases))]
    public Task Reported_in(string statements) => Verify($"void M() {{ {statements} }}");

    [Theory, MemberData(nameof(GuardCases.CleanMembers), MemberType = typeof(GuardCases))]
    public Task Nothing_is_reported_among(string members) => Verify(members);

    [Theory, MemberData(nameof(GuardCases.MembersWithFindings), MemberType = typeof(GuardCases))]
    public Task Reported_among(string members) => Verify(members);

    [Fact]
    public void There_are_150_cases_and_half_of_them_are_clean()
    {
        var clean = GuardCases.CleanStatements.Count + GuardCases.CleanMembers.Count;
        var others = GuardCases.StatementsWithFindings.Count + GuardCases.MembersWithFindings.Count;
        Assert.InRange(clean + others, 150, int.MaxValue);
        Assert.InRange(clean, others, int.MaxValue);
        Assert.All(GuardCases.CleanStatements.Concat(GuardCases.CleanMembers),
            test => Assert.DoesNotContain("|", test.Data.Replace("||", "").Replace("|=", "").Replace(" | ", "")));
        Assert.All(GuardCases.StatementsWithFindings.Concat(GuardCases.MembersWithFindings),
            test => Assert.Contains("{|IMDS102:", test.Data));
    }

    [Fact]
    public Task The_message_says_what_is_sure() => new VerifierTest
    {
        MinimumApiVersion = "2019-06-01",
        TestCode = """
            using Imds;

            class C
            {
                void M(ImdsClient imds, Instance vm)
                {
                    _ = vm.Compute.{|IMDS102:UserData|};
                    if (imds.ApiVersion >= ImdsApiVersions.V2020_09_01) _ = vm.Compute.{|IMDS102:UserData|};
                    {|IMDS102:N|}();
                }

                [RequiresImdsVersion("2021-01-01")] void N() { }
            }
            """,
        Messages =
        [
            "'UserData' (compute.userData) needs api-version 2021-01-01 or later; this project's minimum is 2019-06-01 and nothing here "
            + "checks for more",
            "'UserData' (compute.userData) needs api-version 2021-01-01 or later; here it may be as old as 2020-09-01",
            "'N' (marked RequiresImdsVersion) needs api-version 2021-01-01 or later; this project's minimum is 2019-06-01 and nothing "
            + "here checks for more",
        ],
    }.RunAsync();

    [Fact]
    public Task Without_a_minimum_there_is_nothing_to_guard() => new VerifierTest
    {
        TestCode = "using Imds; class C { string M(Instance vm) => vm.Compute.UserData + vm.Compute.PhysicalZone; }",
    }.RunAsync();

    [Fact]
    public Task In_a_program_of_statements() => new VerifierTest
    {
        MinimumApiVersion = "2019-06-01",
        OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        TestCode = """
            using System;
            using Imds;
            using static Imds.ImdsApiVersions;

            await using var imds = new ImdsClient();
            var vm = await imds.Instance.GetAsync();
            Console.WriteLine(vm.Compute.{|IMDS102:UserData|});
            if (imds.Has()) Console.WriteLine(vm.Compute.UserData);
            if (imds.ApiVersion < V2021_01_01) return;
            Console.WriteLine(vm.Compute.UserData);
            Print();
            void Print() => Console.WriteLine(vm.Compute.UserData);

            static class Guards
            {
                public static bool Has(this ImdsClient imds) => imds.ApiVersion >= V2021_01_01;
            }
            """,
    }.RunAsync();

    [Fact]
    public Task A_guard_of_another_file_is_known_by_its_mark() => new VerifierTest
    {
        MinimumApiVersion = "2019-06-01",
        TestCode = """
            using Imds;

            class C
            {
                string Marked(Instance vm) => Guards.Marked ? vm.Compute.UserData : "";

                string Unmarked(Instance vm) => Guards.Unmarked ? vm.Compute.{|IMDS102:UserData|} : "";
            }
            """,
        TestState =
        {
            Sources =
            {
                ("/0/Guards.cs", """
                    using Imds;

                    static class Guards
                    {
                        private static readonly ImdsClient Client = new();

                        [ImdsVersionGuard("2021-01-01")]
                        public static bool Marked => Client.ApiVersion >= ImdsApiVersions.V2021_01_01;

                        public static bool Unmarked => Client.ApiVersion >= ImdsApiVersions.V2021_01_01;
                    }
                    """),
            },
        },
    }.RunAsync();

    private static Task Verify(string members) => new VerifierTest
    {
        MinimumApiVersion = "2019-06-01",
        AdditionalApiVersions = "2019-06-01,2021-02-01",
        TestCode = $$"""
            using System;
            using System.Collections.Generic;
            using System.Diagnostics;
            using System.Diagnostics.CodeAnalysis;
            using System.Linq;
            using System.Threading.Tasks;
            using Imds;

            class C
            {
                private readonly ImdsClient imds = new ImdsClient();
                private readonly Instance vm = Instance.Empty;
                private static bool Other() => DateTime.Now.Ticks > 0;
                private static void Use(object? value) { }

                {{members}}
            }
            """,
    }.RunAsync();
}
