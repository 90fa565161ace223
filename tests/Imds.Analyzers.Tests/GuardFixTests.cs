namespace Imds.Analyzers.Tests;

/// <summary>The fixes of IMDS102: a guard around the use, or a mark on the member.</summary>
public class GuardFixTests
{
    [Fact]
    public Task A_statement_goes_into_an_if() => Guard("""
                // Says what came with the machine.
                Console.WriteLine(vm.Compute.{|IMDS102:UserData|});
        """, """
                // Says what came with the machine.
                if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01)
                {
                    Console.WriteLine(vm.Compute.UserData);
                }
        """);

    [Fact]
    public Task An_awaited_call_goes_into_an_if() => Guard("""
                await imds.Instance.Compute.{|IMDS102:UserData|}.GetAsync();
        """, """
                if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01)
                {
                    await imds.Instance.Compute.UserData.GetAsync();
                }
        """);

    [Fact]
    public Task A_value_becomes_the_empty_one() => Guard("""
                var data = vm.Compute.{|IMDS102:UserData|};
        """, """
                var data = imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? vm.Compute.UserData : "";
        """);

    [Fact]
    public Task A_value_inside_an_expression_becomes_the_empty_one() => Guard("""
                var length = vm.Compute.Name.Length + vm.Compute.{|IMDS102:UserData|}.Length;
        """, """
                var length = vm.Compute.Name.Length + (imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? vm.Compute.UserData.Length : 0);
        """);

    [Fact]
    public Task A_record_becomes_the_empty_one() => Guard("""
                var location = vm.Compute.{|IMDS102:ExtendedLocation|};
        """, """
                var location = imds.ApiVersion >= ImdsApiVersions.V2021_03_01 ? vm.Compute.ExtendedLocation : ExtendedLocation.Empty;
        """);

    /// <summary>What a method that reads a field gives of an empty text.</summary>
    [Theory]
    [InlineData("{|IMDS102:GetUserData|}()", "2021_01_01", "Array.Empty<byte>()")]
    [InlineData("{|IMDS102:GetUserData|}().Length", "2021_01_01", "0")]
    [InlineData("{|IMDS102:GetPlatformSubFaultDomain|}()", "2021_10_01", "null")]
    [InlineData("{|IMDS102:GetPlatformSubFaultDomain|}() ?? 1", "2021_10_01", "null) ?? 1")]
    [InlineData("SecurityProfile.{|IMDS102:GetEncryptionAtHost|}()", "2021_11_01", "null")]
    [InlineData("StorageProfile.OsDisk.EncryptionSettings.{|IMDS102:DiskEncryptionKey|}.GetSecretUrl()", "2021_11_01", "null")]
    [InlineData("{|IMDS102:GetTags|}()", "2017_08_01", "new System.Collections.Generic.Dictionary<string, string>()",
        "2017-04-02")]
    public Task What_a_reader_gives_becomes_what_it_gives_of_nothing(string read, string version, string empty, string minimum = "2019-06-01")
    {
        var plain = read.Replace("{|IMDS102:", "").Replace("|}", "");
        var (value, rest) = plain.Split(" ?? ") is [var left, _] ? (left, empty) : (plain, empty);
        var choice = $"imds.ApiVersion >= ImdsApiVersions.V{version} ? vm.Compute.{value} : {rest}";
        return Guard($"        var read = vm.Compute.{read};\n",
            $"        var read = {(rest.Contains(") ??") ? "(" : "")}{choice};\n", minimum: minimum);
    }

    [Fact]
    public Task A_statement_with_two_uses_gets_one_guard_for_both() => Guard("""
                Console.WriteLine(vm.Compute.{|IMDS102:UserData|} + vm.Compute.{|IMDS102:PhysicalZone|});
        """, """
                if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01)
                {
                    if (imds.ApiVersion >= ImdsApiVersions.V2023_11_15)
                    {
                        Console.WriteLine(vm.Compute.UserData + vm.Compute.PhysicalZone);
                    }
                }
        """, """
                if (imds.ApiVersion >= ImdsApiVersions.V2023_11_15)
                {
                    Console.WriteLine(vm.Compute.UserData + vm.Compute.PhysicalZone);
                }
        """);

    [Fact]
    public async Task No_guard_is_offered_without_a_client_in_sight() =>
    Assert.Equal(["Mark 'M' with [RequiresImdsVersion(\"2021-01-01\")]"], await new VerifierTest
    {
        MinimumApiVersion = "2019-06-01",
        TestCode = "class C { string M(Imds.Compute c) => c.UserData; }",
    }.OfferedFixesAsync());

    [Fact]
    public async Task No_guard_is_offered_where_it_would_not_compile() => Assert.DoesNotContain(await new VerifierTest
    {
        MinimumApiVersion = "2019-06-01",
        TestCode = "class C { object M(Imds.ImdsClient imds) => imds.LoadBalancer; }",
    }.OfferedFixesAsync(), title => title.Contains("first", StringComparison.Ordinal));

    [Fact]
    public Task Fix_All_leaves_what_it_cannot_fix() => new VerifierTest
    {
        MinimumApiVersion = "2019-06-01",
        OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        TestCode = """
            using Imds;

            var imds = new ImdsClient();
            var data = Compute.Empty.{|IMDS102:UserData|};
            var balancer = imds.{|IMDS102:LoadBalancer|};
            static string Local(Compute c) => c.{|IMDS102:UserData|};

            class C
            {
                string M(Compute c) => c.{|IMDS102:UserData|};
            }
            """,
        FixedCode = """
            using Imds;

            var imds = new ImdsClient();
            var data = imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? Compute.Empty.UserData : "";
            var balancer = imds.{|IMDS102:LoadBalancer|};
            static string Local(Compute c) => c.{|IMDS102:UserData|};

            class C
            {
                string M(Compute c) => c.{|IMDS102:UserData|};
            }
            """,
        CodeActionEquivalenceKey = "GuardFix",
    }.RunAsync();

    [Theory]
    [InlineData("    string M(Compute c) => c.{|IMDS102:UserData|};",
        "    [RequiresImdsVersion(\"2021-01-01\")]\n    string M(Compute c) => c.UserData;")]
    [InlineData("    /// <summary>Data.</summary>\n    string P => Compute.Empty.{|IMDS102:UserData|};",
        "    /// <summary>Data.</summary>\n    [RequiresImdsVersion(\"2021-01-01\")]\n    string P => Compute.Empty.UserData;")]
    [InlineData("    C(Compute c) { c.{|IMDS102:UserData|}.Trim(); }",
        "    [RequiresImdsVersion(\"2021-01-01\")]\n    C(Compute c) { c.UserData.Trim(); }")]
    [InlineData("    [Obsolete]\n    string M(Compute c) => c.{|IMDS102:UserData|};",
        "    [RequiresImdsVersion(\"2021-01-01\")]\n    [Obsolete]\n    string M(Compute c) => c.UserData;")]
    [InlineData("    [RequiresImdsVersion(\"2020-09-01\")]\n    string M(Compute c) => c.{|IMDS102:UserData|};",
        "    [RequiresImdsVersion(\"2021-01-01\")]\n    string M(Compute c) => c.UserData;")]
    [InlineData("    string M(Compute c) { string Local() => c.{|IMDS102:UserData|}; return Local(); }",
        "    [RequiresImdsVersion(\"2021-01-01\")]\n    string M(Compute c) { string Local() => c.UserData; return Local(); }")]
    public Task The_member_is_marked(string member, string marked) => new VerifierTest
    {
        MinimumApiVersion = "2019-06-01",
        TestCode = $"using System;\nusing Imds;\n\nclass C\n{{\n{member}\n}}\n",
        FixedCode = $"using System;\nusing Imds;\n\nclass C\n{{\n{marked}\n}}\n",
        CodeActionEquivalenceKey = "RequireVersionFix",
    }.RunAsync();

    [Fact]
    public Task A_member_with_two_uses_is_marked_once() => new VerifierTest
    {
        MinimumApiVersion = "2019-06-01",
        TestCode = "class C\n{\n    string M(Imds.Compute c) => c.{|IMDS102:UserData|} + c.{|IMDS102:PhysicalZone|};\n}\n",
        FixedCode = "class C\n{\n    [Imds.RequiresImdsVersion(\"2023-11-15\")]\n    string M(Imds.Compute c) => c.UserData + "
            + "c.PhysicalZone;\n}\n",
        CodeActionEquivalenceKey = "RequireVersionFix",
    }.RunAsync();

    [Fact]
    public async Task A_field_cannot_be_marked() => Assert.Empty(await new VerifierTest
    {
        MinimumApiVersion = "2019-06-01",
        TestCode = "class C { string _data = Imds.Compute.Empty.UserData; }",
    }.OfferedFixesAsync());

    private static Task Guard(string statement, string guarded, string? batch = null, string minimum = "2019-06-01") => new VerifierTest
    {
        MinimumApiVersion = minimum,
        TestCode = Wrap(statement),
        FixedCode = Wrap(guarded),
        BatchFixedCode = Wrap(batch ?? guarded),
        CodeActionEquivalenceKey = "GuardFix",
    }.RunAsync();

    private static string Wrap(string statement) => $$"""
        using System;
        using System.Threading.Tasks;
        using Imds;

        class C
        {
            async Task M(ImdsClient imds, Instance vm)
            {
        {{statement}}
                await Task.Yield();
            }
        }
        """;
}
