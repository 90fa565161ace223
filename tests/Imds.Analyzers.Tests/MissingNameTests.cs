namespace Imds.Analyzers.Tests;

/// <summary>IMDS101, in every kind of expression that can name a member.</summary>
public class MissingNameTests
{
    [Theory]
    [InlineData("string M(Compute c) => c.{|IMDS101:UserData|};")]
    [InlineData("string M(Instance vm) => vm.Compute.{|IMDS101:UserData|}.Trim();")]
    [InlineData("string? M(Compute? c) => c?.{|IMDS101:UserData|};")]
    [InlineData("string? M(Instance? vm) => vm?.Compute.{|IMDS101:UserData|}.Trim();")]
    [InlineData("string? M(Instance? vm) => vm?.Compute?.{|IMDS101:UserData|}?.Trim();")]
    [InlineData("bool M(Compute c) => c is { {|IMDS101:UserData|}: \"x\" };")]
    [InlineData("bool M(object c) => c is Compute { Name: \"y\", {|IMDS101:UserData|}: var data };")]
    [InlineData("bool M(Instance vm) => vm is { Compute.{|IMDS101:UserData|}: \"x\" };")]
    [InlineData("bool M(Instance vm) => vm is { Compute: { {|IMDS101:UserData|}: \"x\" } };")]
    [InlineData("bool M(Compute c) => c is { {|IMDS101:ExtendedLocation|}.Name: \"x\" };")]
    [InlineData("int M(Compute c) => c switch { { {|IMDS101:UserData|}: \"x\" } => 1, _ => 0 };")]
    [InlineData("void M(Compute c) { switch (c) { case { {|IMDS101:UserData|}: \"x\" }: break; } }")]
    [InlineData("Compute M() => new Compute { Name = \"n\", {|IMDS101:UserData|} = \"x\" };")]
    [InlineData("Compute M() => new() { {|IMDS101:UserData|} = \"x\" };")]
    [InlineData("Instance M() => new Instance { Compute = new() { {|IMDS101:UserData|} = \"x\" } };")]
    [InlineData("Compute M(Compute c) => c with { {|IMDS101:UserData|} = \"x\" };")]
    [InlineData("Instance M(Instance vm) => vm with { Compute = vm.Compute with { {|IMDS101:UserData|} = \"x\" } };")]
    [InlineData("string M(Compute c) => nameof(c.{|IMDS101:UserData|});")]
    [InlineData("string M() => nameof(Compute.{|IMDS101:UserData|});")]
    [InlineData("string M() => nameof(Imds.Compute.{|IMDS101:UserData|});")]
    [InlineData("string M() => nameof(Instance.Compute.{|IMDS101:UserData|});")]
    [InlineData("async Task<string> M(ImdsClient imds) => await imds.Instance.Compute.{|IMDS101:UserData|}.GetAsync();")]
    [InlineData("async Task M(ImdsClient imds) => await imds.Instance.Compute.{|IMDS101:ExtendedLocation|}.Name.GetAsync();")]
    [InlineData("async Task<string> M(ImdsClient imds) => (await imds.Instance.GetAsync()).Compute.{|IMDS101:UserData|};")]
    [InlineData("async Task<string> M(ImdsClient imds) { var vm = await imds.Instance.GetAsync(); return vm.Compute.{|IMDS101:UserData|}; }")]
    [InlineData("object M(ImdsClient imds) => imds.{|IMDS101:LoadBalancer|}.GetAsync();")]
    [InlineData("object? M({|IMDS101:LoadBalancer|}? x) => x;")]
    [InlineData("object? M(Imds.{|IMDS101:LoadBalancer|}? x) => x;")]
    [InlineData("object? M(global::Imds.{|IMDS101:LoadBalancer|}? x) => x;")]
    [InlineData("object M() => new {|IMDS101:LoadBalancer|}();")]
    [InlineData("object M() => Imds.{|IMDS101:LoadBalancer|}.Empty;")]
    [InlineData("object M() => {|IMDS101:LoadBalancer|}.Parse(\"{}\");")]
    [InlineData("object? M(List<{|IMDS101:LoadBalancer|}> all) => all;")]
    [InlineData("object M() => typeof({|IMDS101:LoadBalancer|});")]
    [InlineData("bool M(object o) => o is {|IMDS101:LoadBalancer|} { } found;")]
    [InlineData("object? M(Imds.Routes.{|IMDS101:LoadBalancerRoute|} route) => null;")]
    [InlineData("IEnumerable<string> M(IEnumerable<Compute> all) => all.Select(c => c.{|IMDS101:UserData|});")]
    [InlineData("IEnumerable<string> M(IEnumerable<Compute> all) => from c in all where c.{|IMDS101:UserData|} != \"\" select c.Name;")]
    [InlineData("void M(IEnumerable<Instance> all) { foreach (var vm in all) "
        + "System.Console.WriteLine($\"{vm.Compute.{|IMDS101:UserData|}}\"); }")]
    [InlineData("string Field = Compute.Empty.{|IMDS101:UserData|};")]
    [InlineData("string Property { get; } = new Compute().{|IMDS101:UserData|};")]
    [InlineData("string M(Compute c) { string Local() => c.{|IMDS101:UserData|}; return Local(); }")]
    [InlineData("string M(Compute[] c) => c[0].{|IMDS101:UserData|} + c[^1]!.{|IMDS101:UserData|};")]
    [InlineData("bool M(Imds.Routes.InstanceComputeRoute? route) => route?.{|IMDS101:UserData|} is null;")]
    public Task Reported(string member) => Verify(member);

    [Theory]
    [InlineData("string M(Compute c) => c.Name + c.VmId + c.OsProfile.ComputerName;")]
    [InlineData("string M(ImdsClient imds) => imds.Instance.Compute.Name.ToString();")]
    [InlineData("string UserData => \"\"; string M() => UserData + this.UserData;")]
    [InlineData("object M() => new { UserData = 1 }.UserData;")]
    [InlineData("void M(string UserData) => M(UserData: UserData);")]
    [InlineData("class Own { public string UserData = \"\"; } string M(Own own) => own.UserData;")]
    [InlineData("class LoadBalancer { } object M() => new LoadBalancer();")]
    [InlineData("/// <summary><see cref=\"Compute.UserData\"/></summary>\nstring M(Compute c) => c.Name;")]
    [InlineData("string M((string UserData, int Other) pair) => pair.UserData;")]
    [InlineData("string M(dynamic c) => c.UserData;")]
    [InlineData("void UserData() { goto LoadBalancer; LoadBalancer: return; }")]
    [InlineData("enum SecurityProfile { UserData } object M() => SecurityProfile.UserData;")]
    [InlineData("bool M(Compute c) => c is { Name: \"UserData\" };")]
    public Task Not_reported(string member) => Verify(member);

    [Theory]
    [InlineData("string M(Compute c) => c.{|CS1061:{|IMDS107:UsrData|}|};")]
    [InlineData("string M(Compute c) => c.{|CS1061:{|IMDS107:userData|}|};")]
    [InlineData("string M(Imds.ImdsApiVersion c) => c.{|CS1061:UserData|};")]
    [InlineData("string M(string c) => c.{|CS1061:UserData|};")]
    [InlineData("class Own { } string M(Own c) => c.{|CS1061:UserData|};")]
    [InlineData("string M() => {|CS0103:UserData|};")]
    [InlineData("void M() => {|CS0103:LoadBalancer|}();")]
    public Task Left_to_the_compiler(string member) => Verify(member);

    [Fact]
    public Task The_message_names_both_versions() => new VerifierTest
    {
        ApiVersion = "2020-09-01",
        TestCode = """
            class C
            {
                void M(Imds.Compute compute, Imds.ImdsClient imds)
                {
                    _ = compute.{|IMDS101:UserData|};
                    _ = imds.Instance.Compute.{|IMDS101:UserData|};
                    _ = compute.{|IMDS101:CustomData|};
                    _ = imds.{|IMDS101:LoadBalancer|};
                    _ = typeof(Imds.{|IMDS101:LoadBalancer|});
                    _ = compute.{|IMDS101:ExtendedLocation|}.Name;
                    _ = imds.Instance.Compute.{|IMDS101:ExtendedLocation|}.Name;
                    _ = new Imds.StorageProfile().DataDisks[0].{|IMDS101:IsUltraDisk|};
                    _ = imds.Instance.Compute.StorageProfile.DataDisks[0].{|IMDS101:IsUltraDisk|};
                }
            }
            """,
        Messages =
        [
            "'UserData' (compute.userData) needs api-version 2021-01-01 or later; this project targets 2020-09-01 (the property "
            + "ImdsApiVersion)",
            "'UserData' (compute.userData) needs api-version 2021-01-01 or later; this project targets 2020-09-01 (the property "
            + "ImdsApiVersion)",
            "'CustomData' (compute.customData) exists from 2019-02-01 and is gone as of 2019-06-01; this project targets 2020-09-01 (the "
            + "property ImdsApiVersion)",
            "'LoadBalancer' (loadbalancer) needs api-version 2020-10-01 or later; this project targets 2020-09-01 (the property "
            + "ImdsApiVersion)",
            "'LoadBalancer' (loadbalancer: loadbalancer) needs api-version 2020-10-01 or later; this project targets 2020-09-01 (the "
            + "property ImdsApiVersion)",
            "'ExtendedLocation' (compute.extendedLocation) needs api-version 2021-03-01 or later; this project targets 2020-09-01 (the "
            + "property ImdsApiVersion)",
            "'ExtendedLocation' (compute.extendedLocation) needs api-version 2021-03-01 or later; this project targets 2020-09-01 (the "
            + "property ImdsApiVersion)",
            "'IsUltraDisk' (compute.storageProfile.dataDisks[].isUltraDisk) needs api-version 2021-05-01 or later; this project targets "
            + "2020-09-01 (the property ImdsApiVersion)",
            "'IsUltraDisk' (compute.storageProfile.dataDisks[].isUltraDisk) needs api-version 2021-05-01 or later; this project targets "
            + "2020-09-01 (the property ImdsApiVersion)",
        ],
    }.RunAsync();

    [Fact]
    public Task Each_additional_version_is_held_to_itself() => new VerifierTest
    {
        ApiVersion = "2021-02-01",
        AdditionalApiVersions = "2018-02-01,2020-09-01",
        TestCode = """
            class C
            {
                object M(Imds.Compute now, Imds.V2020_09_01.Compute old, Imds.V2018_02_01.ImdsClient oldest) =>
                    now.UserData + old.{|IMDS101:UserData|} + oldest.{|IMDS101:Attested|} + typeof(Imds.V2018_02_01.{|IMDS101:AttestedData|});

                object N() => new Imds.V2020_09_01.AttestedData();
            }
            """,
        Messages =
        [
            "'UserData' (compute.userData) needs api-version 2021-01-01 or later; Imds.V2020_09_01 has the types of 2020-09-01",
            "'Attested' (attested) needs api-version 2018-10-01 or later; Imds.V2018_02_01 has the types of 2018-02-01",
            "'AttestedData' (attested/document) needs api-version 2018-10-01 or later; Imds.V2018_02_01 has the types of 2018-02-01",
        ],
    }.RunAsync();

    [Fact]
    public Task An_accessor_is_found_by_its_plain_name() => new VerifierTest
    {
        ApiVersion = "2020-09-01",
        TestCode = "using Imds.Routes; class C { void M(InstanceRoute a, {|IMDS101:LoadBalancerRoute|} b) { } }",
    }.RunAsync();

    [Fact]
    public Task In_a_part_of_a_generated_type_the_name_stands_alone() => new VerifierTest
    {
        ApiVersion = "2020-09-01",
        TestCode = "namespace Imds; internal sealed partial record Compute { public string Data => {|IMDS101:UserData|} + "
            + "this.{|IMDS101:UserData|} + Name; }",
    }.RunAsync();

    [Fact]
    public async Task A_type_of_another_assembly_is_held_to_what_it_says_of_itself() => await new VerifierTest
    {
        ApiVersion = "2025-04-07",
        TestState = { AdditionalReferences = { await LibraryAsync("2020-09-01") } },
        TestCode = "class C { string M(Library l) => l.Compute.{|IMDS101:UserData|} + l.Compute.Name; }",
        Messages = ["'UserData' (compute.userData) needs api-version 2021-01-01 or later; its type was generated for 2020-09-01"],
    }.RunAsync();

    private static Task Verify(string member) => new VerifierTest
    {
        ApiVersion = "2020-09-01",
        TestCode = $$"""
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading.Tasks;
            using Imds;

            class C
            {
                {{member}}
            }
            """,
    }.RunAsync();

    private static Task<Microsoft.CodeAnalysis.MetadataReference> LibraryAsync(string version) => new VerifierTest
    {
        ApiVersion = version,
        IsPublic = true,
        TestCode = "public class Library { public Imds.Compute Compute => Imds.Compute.Empty; }",
    }.ToReferenceAsync();
}
