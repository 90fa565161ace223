using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Imds.Analyzers.Tests;

/// <summary>IMDS108, 109 and 111: a field compared with a text that it does not have, or that it has in another case.</summary>
public class ValueTests
{
    public static TheoryData<string> Clean => [.. ValueCases.Clean];

    public static TheoryData<string> Reported => [.. ValueCases.Reported];

    [Theory, MemberData(nameof(Clean))]
    public Task What_can_be_true_is_not_reported(string statement) => new VerifierTest { TestCode = ValueCases.Wrap(statement) }.RunAsync();

    [Theory, MemberData(nameof(Reported))]
    public Task What_can_hardly_be_true_is_reported(string statement) =>
        new VerifierTest { TestCode = ValueCases.Wrap(statement) }.RunAsync();

    [Theory]
    [InlineData("vm.Compute.OsType == \"linux\"",
        "'linux' is 'Linux' in other case, and this comparison of 'OsType' (compute.osType) tells them apart: compare with OsTypes.Linux, and ignore case")]
    [InlineData("vm.Compute.OsType == \"Lunix\"", "'OsType' (compute.osType) is never 'Lunix': did you mean 'Linux'?")]
    [InlineData("vm.Compute.OsType == \"BeOS\"", "'OsType' (compute.osType) is never 'BeOS': its values are 'Linux', 'Windows'")]
    [InlineData("vm.Compute.Priority == \"High\"", "'High' is no known value of 'Priority' (compute.priority): known are 'Regular', 'Low', 'Spot'")]
    public async Task The_message_says_what_to_do(string comparison, string message)
    {
        var found = await new VerifierTest { TestCode = ValueCases.Wrap($"Use({comparison});") }.DiagnosticsAsync();

        Assert.Equal(message, Assert.Single(found).GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Only_where_there_are_no_other_values_is_it_a_warning()
    {
        var found = await new VerifierTest
        {
            TestCode = ValueCases.Wrap("Use(vm.Compute.OsType == \"BeOS\" || vm.Compute.Priority == \"High\" || vm.Compute.OsType == \"linux\");"),
        }.DiagnosticsAsync();

        Assert.Equal([DiagnosticSeverity.Warning, DiagnosticSeverity.Info, DiagnosticSeverity.Info], found.Select(one => one.Severity));
    }

    [Theory]
    [InlineData("vm.Compute.OsType == {|IMDS108:\"linux\"|}", "string.Equals(vm.Compute.OsType, OsTypes.Linux, StringComparison.OrdinalIgnoreCase)")]
    [InlineData("flag && {|IMDS108:\"linux\"|} != vm.Compute.OsType", "flag && !string.Equals(vm.Compute.OsType, OsTypes.Linux, StringComparison.OrdinalIgnoreCase)")]
    [InlineData("vm.Compute.OsType is {|IMDS108:\"linux\"|}", "string.Equals(vm.Compute.OsType, OsTypes.Linux, StringComparison.OrdinalIgnoreCase)")]
    [InlineData("vm?.Compute.OsType is not {|IMDS108:\"linux\"|}", "!string.Equals(vm?.Compute.OsType, OsTypes.Linux, StringComparison.OrdinalIgnoreCase)")]
    [InlineData("vm.Compute.OsType.Equals({|IMDS108:\"linux\"|})", "string.Equals(vm.Compute.OsType, OsTypes.Linux, StringComparison.OrdinalIgnoreCase)")]
    [InlineData("vm?.Compute.OsType.Equals({|IMDS108:\"linux\"|})", "string.Equals(vm?.Compute.OsType, OsTypes.Linux, StringComparison.OrdinalIgnoreCase)")]
    [InlineData("{|IMDS108:\"linux\"|}.Equals(vm.Compute.OsType, StringComparison.Ordinal)", "string.Equals(OsTypes.Linux, vm.Compute.OsType, StringComparison.OrdinalIgnoreCase)")]
    [InlineData("string.Equals(vm.Compute.OsType, {|IMDS108:\"linux\"|})", "string.Equals(vm.Compute.OsType, OsTypes.Linux, StringComparison.OrdinalIgnoreCase)")]
    [InlineData("StringComparer.Ordinal.Equals(vm.Compute.OsType, {|IMDS108:\"linux\"|})", "string.Equals(vm.Compute.OsType, OsTypes.Linux, StringComparison.OrdinalIgnoreCase)")]
    public Task Case_is_ignored(string comparison, string mended) => new VerifierTest
    {
        TestCode = ValueCases.Wrap($"Use({comparison});"),
        FixedCode = ValueCases.Wrap($"Use({mended});"),
        CodeActionEquivalenceKey = "IgnoreCaseFix",
        CodeActionTitle = "Compare with OsTypes.Linux, and ignore case",
    }.RunAsync();

    [Theory]
    [InlineData("vm.Compute.OsType == {|IMDS108:\"linux\"|}", "vm.Compute.OsType == OsTypes.Linux")]
    [InlineData("vm is { Compute: { OsType: {|IMDS108:\"linux\"|} or {|IMDS109:\"Windos\"|} } }", "vm is { Compute: { OsType: OsTypes.Linux or OsTypes.Windows } }")]
    [InlineData("vm.Compute.OsType switch { {|IMDS108:\"linux\"|} => 1, _ => 0 }", "vm.Compute.OsType switch { OsTypes.Linux => 1, _ => 0 }")]
    [InlineData("vm.Compute.Priority == {|IMDS111:\"Spott\"|} && vm.Compute.OsType == {|IMDS109:\"Lunix\"|}", "vm.Compute.Priority == Priorities.Spot && vm.Compute.OsType == OsTypes.Linux")]
    [InlineData("vm.Compute.StorageProfile.OsDisk.ManagedDisk.StorageAccountType == {|IMDS108:\"premium_lrs\"|}",
        "vm.Compute.StorageProfile.OsDisk.ManagedDisk.StorageAccountType == StorageAccountTypes.PremiumLrs")]
    public Task The_constant_takes_the_place_of_the_text(string comparison, string mended) => new VerifierTest
    {
        TestCode = ValueCases.Wrap($"Use({comparison});"),
        FixedCode = ValueCases.Wrap($"Use({mended});"),
        CodeActionEquivalenceKey = "ConstantFix",
        NumberOfIncrementalIterations = Mark().Count(comparison),
        NumberOfFixAllIterations = 1,
    }.RunAsync();

    [Fact]
    public Task All_are_fixed_at_once() => new VerifierTest
    {
        TestCode = ValueCases.Wrap("Use(vm.Compute.OsType == {|IMDS108:\"linux\"|} || vm.Compute.OsType is {|IMDS108:\"windows\"|} && vm.Compute.Priority != {|IMDS108:\"spot\"|});"),
        FixedCode = ValueCases.Wrap("Use(string.Equals(vm.Compute.OsType, OsTypes.Linux, StringComparison.OrdinalIgnoreCase) || "
            + "string.Equals(vm.Compute.OsType, OsTypes.Windows, StringComparison.OrdinalIgnoreCase) && !string.Equals(vm.Compute.Priority, Priorities.Spot, StringComparison.OrdinalIgnoreCase));"),
        CodeActionEquivalenceKey = "IgnoreCaseFix",
        NumberOfIncrementalIterations = 3,
        NumberOfFixAllIterations = 1,
    }.RunAsync();

    [Fact]
    public Task Names_are_written_as_far_as_they_must_be() => new VerifierTest
    {
        TestCode = "class C { bool M(Imds.Instance vm) => vm.Compute.OsType == {|IMDS108:\"linux\"|}; }",
        FixedCode = "class C { bool M(Imds.Instance vm) => string.Equals(vm.Compute.OsType, Imds.OsTypes.Linux, System.StringComparison.OrdinalIgnoreCase); }",
        CodeActionEquivalenceKey = "IgnoreCaseFix",
    }.RunAsync();

    [Fact]
    public Task The_constants_of_an_additional_version_are_beside_its_records() => new VerifierTest
    {
        ApiVersion = "2021-02-01",
        AdditionalApiVersions = "2019-06-01",
        TestCode = "class C { bool M(Imds.V2019_06_01.Instance vm) => vm.Compute.OsType == {|IMDS108:\"linux\"|}; }",
        FixedCode = "class C { bool M(Imds.V2019_06_01.Instance vm) => vm.Compute.OsType == Imds.V2019_06_01.OsTypes.Linux; }",
        CodeActionEquivalenceKey = "ConstantFix",
    }.RunAsync();

    [Fact]
    public async Task No_fix_is_offered_where_nothing_is_near() =>
        Assert.Empty(await new VerifierTest
            {
                TestCode = ValueCases.Wrap("Use(vm.Compute.Priority == \"Tomorrow\");"),
            }.OfferedFixesAsync());

    [Fact]
    public Task A_misspelt_constant_says_which_was_meant() => new VerifierTest
    {
        TestCode = ValueCases.Wrap("Use(vm.Compute.OsType == OsTypes.{|CS0117:{|IMDS107:Lunix|}|});"),
        FixedCode = ValueCases.Wrap("Use(vm.Compute.OsType == OsTypes.Linux);"),
    }.RunAsync();

    [Fact]
    public async Task The_constants_of_a_later_version_say_which_they_need()
    {
        var found = await new VerifierTest
        {
            ApiVersion = "2020-09-01",
            TestCode = "class C { string M() => Imds.EvictionPolicies.Delete; }",
        }.DiagnosticsAsync();

        var message = Assert.Single(found, one => one.Id == "IMDS101").GetMessage(CultureInfo.InvariantCulture);
        Assert.Contains("'EvictionPolicies' (compute.evictionPolicy) needs api-version 2020-12-01", message, StringComparison.Ordinal);
    }

    /// <summary>Methods that read a field come and go with it.</summary>
    [Fact]
    public async Task A_method_that_reads_a_later_field_says_which_version_it_needs()
    {
        var found = await new VerifierTest
        {
            ApiVersion = "2020-09-01",
            TestCode = "class C { byte[] M(Imds.Compute c) => c.GetUserData(); }",
        }.DiagnosticsAsync();

        var message = Assert.Single(found, one => one.Id == "IMDS101").GetMessage(CultureInfo.InvariantCulture);
        Assert.Contains("'GetUserData' (compute.userData) needs api-version 2021-01-01 or later", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("byte[] M(Imds.Compute c) => c.{|IMDS102:GetUserData|}();")]
    [InlineData("System.Func<byte[]> M(Imds.Compute c) => c.{|IMDS102:GetUserData|};")]
    [InlineData("byte[] M(Imds.ImdsClient imds, Imds.Compute c) => imds.ApiVersion >= Imds.ImdsApiVersions.V2021_01_01 ? c.GetUserData() : [];")]
    [InlineData("object? M(Imds.Compute c) => c.GetVmId();")]
    public Task A_method_that_reads_a_field_wants_the_guard_of_the_field(string member) =>
        new VerifierTest { ApiVersion = "2021-02-01", MinimumApiVersion = "2020-09-01", TestCode = $"class C {{ {member} }}" }.RunAsync();

    [Fact]
    public Task A_method_that_reads_what_is_deprecated_is_so_too() => new VerifierTest
    {
        ApiVersion = "2019-03-11",
        TestCode = "class C { byte[] M(Imds.Compute c) => c.{|IMDS103:{|IMDS104:GetCustomData|}|}(); }",
    }.RunAsync();

    private static System.Text.RegularExpressions.Regex Mark() => new("\\{\\|(?<id>IMDS[0-9]+):(?<code>.*?)\\|\\}");
}
