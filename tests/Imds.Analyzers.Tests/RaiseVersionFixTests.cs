namespace Imds.Analyzers.Tests;

/// <summary>The fix of IMDS101: one version for the whole project, the lowest that will do, and nothing else to edit.</summary>
public class RaiseVersionFixTests
{
    [Fact]
    public Task The_attribute_comes_below_the_usings() => Fix("2020-09-01", """
        using Imds;

        class C { string M(Compute c) => c.{|IMDS101:UserData|}; }
        """, """
        using Imds;

        [assembly: {|IMDS110:ImdsApiVersion("2021-01-01")|}]

        class C { string M(Compute c) => c.UserData; }
        """);

    [Fact]
    public Task Without_usings_it_comes_first_and_comments_stay_where_they_belong() => Fix("2020-09-01", """
        /// <summary>About C.</summary>
        class C { string M(Imds.Compute c) => c.{|IMDS101:UserData|}; }
        """, """
        [assembly: {|IMDS110:Imds.ImdsApiVersion("2021-01-01")|}]

        /// <summary>About C.</summary>
        class C { string M(Imds.Compute c) => c.UserData; }
        """);

    [Fact]
    public Task Directives_stay_in_front() => Fix("2020-09-01", """
        #define X
        // About C.
        class C { string M(Imds.Compute c) => c.{|IMDS101:UserData|}; }
        """, """
        #define X
        [assembly: {|IMDS110:Imds.ImdsApiVersion("2021-01-01")|}]

        // About C.
        class C { string M(Imds.Compute c) => c.UserData; }
        """);

    [Fact]
    public Task Lines_end_as_they_did() => Fix("2020-09-01",
        "using Imds;\r\n\r\nclass C { string M(Compute c) => c.{|IMDS101:UserData|}; }\r\n",
        "using Imds;\r\n\r\n[assembly: {|IMDS110:ImdsApiVersion(\"2021-01-01\")|}]\r\n\r\nclass C { string M(Compute c) => c.UserData; "
        + "}\r\n");

    [Fact]
    public Task In_a_program_of_statements_it_comes_before_them() => new VerifierTest
    {
        ApiVersion = "2020-09-01",
        OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        TestCode = """
            using Imds;

            System.Console.WriteLine(Compute.Empty.{|IMDS101:UserData|});
            """,
        FixedCode = """
            using Imds;

            [assembly: {|IMDS110:ImdsApiVersion("2021-01-01")|}]

            System.Console.WriteLine(Compute.Empty.UserData);
            """,
    }.RunAsync();

    [Fact]
    public Task An_attribute_that_is_there_is_changed_and_keeps_its_minimum() => Fix("2019-06-01", """
        [assembly: {|IMDS110:Imds.ImdsApiVersion("2020-09-01", Minimum = "2020-09-01")|}]

        class C { string M(Imds.Instance vm) => vm.Compute.{|IMDS101:ExtendedLocation|}.Name; }
        """, """
        [assembly: {|IMDS110:Imds.ImdsApiVersion("2021-03-01", Minimum = "2020-09-01")|}]

        class C { string M(Imds.Instance vm) => vm.Compute.{|IMDS102:ExtendedLocation|}.Name; }
        """);

    [Fact]
    public Task An_attribute_in_another_file_is_changed_there() => new VerifierTest
    {
        ApiVersion = "2019-06-01",
        TestCode = "class C { string M(Imds.Compute c) => c.{|IMDS101:UserData|}; }",
        FixedCode = "class C { string M(Imds.Compute c) => c.UserData; }",
        TestState = { Sources =
            { ("/0/AssemblyInfo.cs", "using Imds;\n[assembly: {|IMDS110:ImdsApiVersion(\n    \"2020-09-01\" /* pinned */)|}]\n") } },
        FixedState = { Sources =
            { ("/0/AssemblyInfo.cs", "using Imds;\n[assembly: {|IMDS110:ImdsApiVersion(\n    \"2021-01-01\" /* pinned */)|}]\n") } },
    }.RunAsync();

    [Fact]
    public Task The_minimum_of_the_project_file_goes_along() => new VerifierTest
    {
        ApiVersion = "2020-09-01",
        MinimumApiVersion = "2019-06-01",
        TestCode = "class C { void M(Imds.Compute c) { c = new Imds.Compute { {|IMDS101:UserData|} = \"x\" }; } }",
        FixedCode = """
            [assembly: {|IMDS110:Imds.ImdsApiVersion("2021-01-01", Minimum = "2019-06-01")|}]

            class C { void M(Imds.Compute c) { c = new Imds.Compute { UserData = "x" }; } }
            """,
    }.RunAsync();

    [Fact]
    public Task Other_attributes_of_the_assembly_stay_in_front() => Fix("2020-09-01", """
        using System.Reflection;
        [assembly: AssemblyTitle("x")]
        class C { string M(Imds.Compute c) => c.{|IMDS101:UserData|}; }
        """, """
        using System.Reflection;
        [assembly: AssemblyTitle("x")]
        [assembly: {|IMDS110:Imds.ImdsApiVersion("2021-01-01")|}]
        class C { string M(Imds.Compute c) => c.UserData; }
        """);

    [Fact]
    public Task Fix_All_goes_to_the_version_that_has_everything_at_once() => new VerifierTest
    {
        ApiVersion = "2018-10-01",
        TestCode = """
            class C
            {
                object M(Imds.ImdsClient imds, Imds.Compute c) => c.{|IMDS101:PhysicalZone|} + c.{|IMDS101:UserData|} + imds.{|IMDS101:LoadBalancer|};
            }
            """,
        FixedCode = """
            [assembly: {|IMDS110:Imds.ImdsApiVersion("2023-11-15")|}]

            class C
            {
                object M(Imds.ImdsClient imds, Imds.Compute c) => c.PhysicalZone + c.UserData + imds.LoadBalancer;
            }
            """,
        CodeActionTitle = "Raise the api-version to 2023-11-15",
        NumberOfIncrementalIterations = 1,
    }.RunAsync();

    [Fact]
    public Task The_rest_of_the_expression_counts() => new VerifierTest
    {
        // The security profile has some fields from 2020-06-01 on, and encryption at host only later.
        ApiVersion = "2019-06-01",
        TestCode = "class C { string M(Imds.Instance vm) => vm.Compute.{|IMDS101:SecurityProfile|}.SecurityType; }",
        FixedCode = """
            [assembly: {|IMDS110:Imds.ImdsApiVersion("2021-12-13")|}]

            class C { string M(Imds.Instance vm) => vm.Compute.SecurityProfile.SecurityType; }
            """,
        CodeActionTitle = "Raise the api-version to 2021-12-13",
        NumberOfIncrementalIterations = 1,
    }.RunAsync();

    [Fact]
    public async Task Nothing_is_offered_for_what_no_later_version_has() => Assert.Empty(await Offered("2020-09-01",
        "class C { string M(Imds.Compute c) => c.CustomData; }"));

    [Fact]
    public async Task Nothing_is_offered_where_the_code_uses_what_would_be_gone() => Assert.Empty(await Offered("2019-03-11",
        "class C { string M(Imds.Compute c) => c.CustomData + c.UserData; }"));

    [Fact]
    public async Task Nothing_is_offered_for_the_types_of_an_additional_version() => Assert.Empty(await new VerifierTest
    {
        ApiVersion = "2021-02-01",
        AdditionalApiVersions = "2020-09-01",
        TestCode = "class C { string M(Imds.V2020_09_01.Compute c) => c.UserData; }",
    }.OfferedFixesAsync());

    private static Task Fix(string apiVersion, string source, string fixedSource) =>
        new VerifierTest { ApiVersion = apiVersion, TestCode = source, FixedCode = fixedSource,
            CodeActionEquivalenceKey = "RaiseVersionFix" }.RunAsync();

    private static Task<IReadOnlyList<string>> Offered(string apiVersion, string source) =>
        new VerifierTest { ApiVersion = apiVersion, TestCode = source }.OfferedFixesAsync();
}
