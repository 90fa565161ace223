namespace Imds.Analyzers.Tests;

/// <summary>Comparisons of fields with texts, each with what is found in it.</summary>
internal static class ValueCases
{
    public static IReadOnlyList<string> Clean { get; } =
    [
        "Use(vm.Compute.OsType == \"Linux\");",
        "Use(vm.Compute.OsType == OsTypes.Linux || OsTypes.Windows != vm.Compute.OsType);",
        "Use(vm.Compute.OsType == \"\");",
        "Use(vm.Compute.OsType == null);",
        "Use(vm.Compute.OsType == text);",
        "Use(string.Equals(vm.Compute.OsType, \"linux\", StringComparison.OrdinalIgnoreCase));",
        "Use(vm.Compute.OsType.Equals(\"linux\", StringComparison.InvariantCultureIgnoreCase));",
        "Use(\"linux\".Equals(vm.Compute.OsType, StringComparison.CurrentCultureIgnoreCase));",
        "Use(StringComparer.OrdinalIgnoreCase.Equals(\"linux\", vm.Compute.OsType));",
        "Use(string.Equals(vm.Compute.OsType, \"linux\", mode));",
        "Use(vm.Compute.OsType.ToLowerInvariant() == \"linux\");",
        "Use(vm.Compute.OsType.Length == 5 && vm.Compute.OsType.StartsWith(\"lin\"));",
        "Use(vm.Compute.OsType is \"Linux\" or \"Windows\" or \"\" or { Length: > 20 });",
        "Use(vm is { Compute: { OsType: \"Linux\", Priority: not \"Spot\" } });",
        "switch (vm.Compute.OsType) { case \"Linux\": case \"\": break; default: break; }",
        "Use(vm.Compute.OsType switch { OsTypes.Linux => 1, var other when other == text => 2, _ => 0 });",
        "Use(vm.Compute.Location == \"nowhere\" && vm.Compute.VmSize == \"linux\");",
        "var os = vm.Compute.OsType; os = text; Use(os == \"linux\");",
        "var os = vm.Compute.OsType; Read(out os); Use(os == \"linux\");",
        "var os = vm.Compute.OsType; Use(os == \"Linux\");",
        "var other = new Other(); Use(other.OsType == \"linux\" || other.Priority == \"none\");",
        "Use(await imds.Instance.Compute.OsType.GetAsync() == \"Windows\");",
        "Use(Other.Equals(vm.Compute.OsType, \"linux\"));",
        "var changed = vm.Compute with { OsType = \"linux\" }; Use(changed);",
    ];

    public static IReadOnlyList<string> Reported { get; } =
    [
        "Use(vm.Compute.OsType == {|IMDS108:\"linux\"|});",
        "Use({|IMDS108:\"LINUX\"|} != vm.Compute.OsType);",
        "Use((vm.Compute?.OsType)! == {|IMDS108:\"linux\"|});",
        "Use(vm?.Compute.StorageProfile.OsDisk.OsType == {|IMDS108:\"windows\"|});",
        "Use(vm.Compute.AzEnvironment == {|IMDS108:\"AZUREPUBLICCLOUD\"|});",
        "Use(vm.Compute.OsType == {|IMDS108:Lower|});",
        "Use(vm.Compute.OsType == {|IMDS108:\"lin\" + \"ux\"|});",
        "Use(vm.Compute.OsType.Equals({|IMDS108:\"linux\"|}));",
        "Use(vm?.Compute.OsType.Equals({|IMDS108:\"linux\"|}, StringComparison.Ordinal));",
        "Use({|IMDS108:\"linux\"|}.Equals(vm.Compute.OsType));",
        "Use(string.Equals(vm.Compute.OsType, {|IMDS108:\"linux\"|}));",
        "Use(String.Equals({|IMDS108:\"linux\"|}, vm.Compute.OsType, StringComparison.Ordinal));",
        "Use(StringComparer.Ordinal.Equals(vm.Compute.OsType, {|IMDS108:\"linux\"|}));",
        "Use(vm.Compute.OsType is {|IMDS108:\"linux\"|});",
        "Use(vm.Compute.OsType is not ({|IMDS108:\"linux\"|} or {|IMDS109:\"BeOS\"|}));",
        "Use(vm is { Compute: { OsType: {|IMDS108:\"linux\"|} } });",
        "Use(vm is { Compute.OsType: {|IMDS108:\"linux\"|} });",
        "switch (vm.Compute.OsType) { case {|IMDS108:\"linux\"|}: break; case {|IMDS108:\"windows\"|} when flag: break; default: break; }",
        "Use(vm.Compute.OsType switch { {|IMDS108:\"linux\"|} => 1, _ => 0 });",
        "var os = vm.Compute.OsType; Use(os == {|IMDS108:\"linux\"|} || os is {|IMDS109:\"Unix\"|});",
        "Use(await imds.Instance.Compute.OsType.GetAsync() == {|IMDS108:\"linux\"|});",
        "Use((await imds.Instance.Compute.OsType.GetAsync().ConfigureAwait(false)).Equals({|IMDS108:\"linux\"|}));",
        "var os = await imds.Instance.Compute.OsType.GetAsync(); Use(os == {|IMDS108:\"linux\"|});",
        "Use(vm.Compute.OsType == {|IMDS109:\"Lunix\"|});",
        "Use(string.Equals(vm.Compute.OsType, {|IMDS109:\"FreeBSD\"|}, StringComparison.OrdinalIgnoreCase));",
        "Use(vm.Compute.Priority == {|IMDS111:\"Spott\"|});",
        "Use(vm.Compute.StorageProfile.DataDisks[0].ManagedDisk.StorageAccountType == {|IMDS111:\"Tape_LRS\"|});",
        "foreach (var happening in events.Events) { Use(happening.EventType == {|IMDS111:\"Explode\"|} || happening.EventStatus == {|IMDS108:\"started\"|}); }",
    ];

    public static string Wrap(string statements) => $$"""
        using System;
        using System.Threading.Tasks;
        using Imds;

        class Other
        {
            public string OsType { get; } = ""; public string Priority { get; } = "";
            public static bool Equals(string a, string b) => a == b;
        }

        class C
        {
            private const string Lower = "linux";

            async Task M(ImdsClient imds, Instance vm, ScheduledEvents events, string text, bool flag, StringComparison mode)
            {
                await Task.Yield();
                {{statements}}
            }

            void Use(object? x) { }

            void Read(out string x) => x = "";
        }
        """;
}
