namespace Imds.Analyzers.Tests;

/// <summary>Code with guards and without, and what is to be reported in it.</summary>
public static class GuardCases
{
    public static TheoryData<string> CleanStatements { get; } =
    [
        // A lambda inside a try has a graph of its own, in which the handlers around it are not
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData); try { System.Func<int> f = () => 1; Use(f()); } "
        + "finally { Use(1); }",

        // Comparisons, either side
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_02_01) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion > ImdsApiVersions.V2020_12_01) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion == ImdsApiVersions.V2021_02_01) Use(vm.Compute.UserData);",
        "if (ImdsApiVersions.V2021_01_01 <= imds.ApiVersion) Use(vm.Compute.UserData);",
        "if (ImdsApiVersions.V2020_12_01 < imds.ApiVersion) Use(vm.Compute.UserData);",
        "if (ImdsApiVersions.V2021_02_01 == imds.ApiVersion) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) { } else Use(vm.Compute.UserData);",
        "if (imds.ApiVersion <= ImdsApiVersions.V2020_12_01) Use(0); else Use(vm.Compute.UserData);",
        "if (imds.ApiVersion != ImdsApiVersions.V2021_02_01) Use(0); else Use(vm.Compute.UserData);",
        "if (!(imds.ApiVersion < ImdsApiVersions.V2021_01_01)) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion >= new ImdsApiVersion(2021, 1, 1)) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion >= ImdsApiVersion.Parse(\"2021-01-01\")) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion > new ImdsApiVersion(2020, 12, 15)) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion.CompareTo(ImdsApiVersions.V2021_01_01) >= 0) Use(vm.Compute.UserData);",
        "if (0 <= imds.ApiVersion.CompareTo(ImdsApiVersions.V2021_01_01)) Use(vm.Compute.UserData);",
        "if (ImdsApiVersions.V2021_01_01.CompareTo(imds.ApiVersion) <= 0) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion.Equals(ImdsApiVersions.V2021_02_01)) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion.ToString() == \"2021-02-01\") Use(vm.Compute.UserData);",
        "if (string.CompareOrdinal(imds.ApiVersion.ToString(), \"2021-01-01\") >= 0) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion == ImdsApiVersions.Target) Use(vm.Compute.PhysicalZone);",
        "if (this.imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(this.vm.Compute.UserData);",

        // Early ends
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; Use(vm.Compute.UserData);",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) throw new NotSupportedException(); Use(vm.Compute.UserData);",
        "_ = imds.ApiVersion < ImdsApiVersions.V2021_01_01 ? throw new NotSupportedException() : 0; Use(vm.Compute.UserData);",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) { Use(1); return; } if (Other()) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) goto end; Use(vm.Compute.UserData); end: Use(0);",
        "Debug.Assert(imds.ApiVersion >= ImdsApiVersions.V2021_01_01); Use(vm.Compute.UserData);",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) Environment.FailFast(\"old\"); Use(vm.Compute.UserData);",

        // And, or, not
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01 && vm.Compute.UserData.Length > 0) Use(0);",
        "if (Other() && imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01 || vm.Compute.UserData.Length > 0) Use(0);",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01 || Other()) return; Use(vm.Compute.UserData);",
        "if (imds.ApiVersion == ImdsApiVersions.V2021_01_01 || imds.ApiVersion == ImdsApiVersions.V2021_02_01) Use(vm.Compute.UserData);",
        "if (!(imds.ApiVersion < ImdsApiVersions.V2021_01_01 || Other())) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01 & Other()) Use(vm.Compute.UserData);",
        "if (!(imds.ApiVersion < ImdsApiVersions.V2021_01_01 | Other())) Use(vm.Compute.UserData);",
        "if ((imds.ApiVersion >= ImdsApiVersions.V2021_01_01) == true) Use(vm.Compute.UserData);",
        "if ((imds.ApiVersion >= ImdsApiVersions.V2021_01_01) != false) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion >= ImdsApiVersions.V2020_09_01 && imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01 && imds.ApiVersion < ImdsApiVersions.V2021_08_01) Use(vm.Compute.UserData);",
        "if (imds?.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData);",

        // Expressions
        "Use(imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? vm.Compute.UserData : \"\");",
        "Use(imds.ApiVersion < ImdsApiVersions.V2021_01_01 ? null : vm.Compute.UserData);",
        "Use($\"{(imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? vm.Compute.UserData : \"none\")}\");",
        "var data = imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? vm?.Compute?.UserData : null; Use(data);",
        "Use(imds.ApiVersion >= ImdsApiVersions.V2021_01_01 && vm.Compute is { UserData: \"x\" });",
        "Use(imds.ApiVersion >= ImdsApiVersions.V2021_03_01 && vm is { Compute.ExtendedLocation.Name: \"x\" });",
        "Use(imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? imds.Instance.Compute.UserData.ToString() : null);",

        // switch and patterns
        "switch (imds.ApiVersion) { case var v when v >= ImdsApiVersions.V2021_01_01: Use(vm.Compute.UserData); break; default: break; }",
        "switch (imds.ApiVersion) { case var v when v < ImdsApiVersions.V2021_01_01: break; default: Use(vm.Compute.UserData); break; }",
        "switch (imds.ApiVersion) { case var v when v < ImdsApiVersions.V2021_01_01: return; } Use(vm.Compute.UserData);",
        "Use(imds.ApiVersion switch { var v when v >= ImdsApiVersions.V2021_01_01 => vm.Compute.UserData, _ => \"\" });",
        "Use(imds.ApiVersion switch { var v when v < ImdsApiVersions.V2021_01_01 => \"\", _ => vm.Compute.UserData });",
        "switch (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) { case true: Use(vm.Compute.UserData); break; case false: break; }",
        "Use((imds.ApiVersion >= ImdsApiVersions.V2021_01_01) switch { true => vm.Compute.UserData, false => \"\" });",
        "Use((imds.ApiVersion >= ImdsApiVersions.V2021_01_01, Other()) switch { (true, true) => vm.Compute.UserData, _ => \"\" });",
        "switch (imds.ApiVersion.ToString()) { case \"2021-01-01\": case \"2021-02-01\": Use(vm.Compute.UserData); break; }",
        "Use(imds.ApiVersion.ToString() is \"2021-01-01\" or \"2021-02-01\" ? vm.Compute.UserData : \"\");",
        "if (imds.ApiVersion is var v && v >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData);",
        "if (imds is { ApiVersion: var v } && v >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion.CompareTo(ImdsApiVersions.V2021_01_01) is >= 0) Use(vm.Compute.UserData);",
        "switch (imds.ApiVersion.CompareTo(ImdsApiVersions.V2021_01_01)) { case < 0: break; default: Use(vm.Compute.UserData); break; }",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01 is true) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01 is not false) Use(vm.Compute.UserData);",

        // Locals
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; if (has) Use(vm.Compute.UserData);",
        "bool has; has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; if (has) Use(vm.Compute.UserData);",
        "var old = imds.ApiVersion < ImdsApiVersions.V2021_01_01; if (old) return; Use(vm.Compute.UserData);",
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01 && Other(); if (has) Use(vm.Compute.UserData);",
        "var has = Other() ? imds.ApiVersion >= ImdsApiVersions.V2021_01_01 : false; if (has) Use(vm.Compute.UserData);",
        "var has = false; if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) has = true; if (has) Use(vm.Compute.UserData);",
        "var version = imds.ApiVersion; if (version >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData);",
        "var needed = ImdsApiVersions.V2021_01_01; if (imds.ApiVersion >= needed) Use(vm.Compute.UserData);",
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; has &= Other(); if (has) Use(vm.Compute.UserData);",
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; var copy = has; if (copy) Use(vm.Compute.UserData);",
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; var hasNot = !has; if (!hasNot) Use(vm.Compute.UserData);",
        "bool has; if (has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData);",
        "const bool Never = false; if (Never) Use(vm.Compute.UserData);",

        // Loops
        "while (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData);",
        "for (var i = 0; i < 3 && imds.ApiVersion >= ImdsApiVersions.V2021_01_01; i++) Use(vm.Compute.UserData);",
        "foreach (var i in new[] { 1, 2 }) { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) continue; Use(vm.Compute.UserData); }",
        "foreach (var i in new[] { 1, 2 }) { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) break; Use(vm.Compute.UserData); }",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; do { Use(vm.Compute.UserData); } while (Other());",
        "while (imds.ApiVersion < ImdsApiVersions.V2021_01_01) { } Use(vm.Compute.UserData);",
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; while (Other()) { if (has) Use(vm.Compute.UserData); }",

        // try
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; try { Use(vm.Compute.UserData); } catch { Use(vm.Compute.UserData); } "
        + "finally { Use(vm.Compute.UserData); }",
        "try { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; Use(vm.Compute.UserData); } finally { Use(0); }",
        "try { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; } finally { Use(0); } Use(vm.Compute.UserData);",
        "try { Use(0); } catch (InvalidOperationException) when (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) { "
        + "Use(vm.Compute.UserData); }",
        "bool has = false; try { has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; } catch { } if (has) Use(vm.Compute.UserData);",
        "using (new System.IO.MemoryStream()) { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; Use(vm.Compute.UserData); } "
        + "Use(vm.Compute.UserData);",
        "lock (imds) { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; } Use(vm.Compute.UserData);",

        // Lambdas and local functions
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) { Action later = () => Use(vm.Compute.UserData); later(); }",
        "Action later = () => { if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData); }; later();",
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; Action later = () => { if (has) Use(vm.Compute.UserData); }; later();",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; Use(new[] { vm }.Select(one => one.Compute.UserData).ToList());",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Local(); void Local() => Use(vm.Compute.UserData);",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; Local(); Local(); void Local() => Inner(); void Inner() => "
        + "Use(vm.Compute.UserData);",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; Action later = Local; later(); void Local() => "
        + "Use(vm.Compute.UserData);",
        "bool Has() => imds.ApiVersion >= ImdsApiVersions.V2021_01_01; if (Has()) Use(vm.Compute.UserData);",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(from one in new[] { vm } where one.Compute.UserData != \"\" select "
        + "one.Compute.UserData);",
        "Func<Instance, string> read = imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? one => one.Compute.UserData : one => \"\"; "
        + "Use(read(vm));",

        // No guard is needed
        "Use(vm.Compute.Name + vm.Compute.VmId + vm.Network.Interface.Count);",
        "Use(nameof(vm.Compute.UserData));",
        "Use(new Compute { UserData = \"for a test\" });",
        "Use(vm.Compute with { UserData = \"for a test\" });",
        "Use(typeof(LoadBalancer));",
        "Use(imds.Instance.Compute.Name.ToString());",
        "Use(Imds.V2021_02_01.Compute.Empty.UserData);",
        "Use(imds.Instance.Compute.StorageProfile.ImageReference.Offer.ToString());",
        "Use(new { UserData = 1 }.UserData);",
        "if (imds.ApiVersion is { } v && v >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData);",
        "ImdsApiVersion needed = new(2021, 1, 1); if (imds.ApiVersion >= needed) Use(vm.Compute.UserData);",
        "while (true) { if (!(imds.ApiVersion >= ImdsApiVersions.V2021_01_01)) break; Use(vm.Compute.UserData); }",
        "Use(ScheduledEvent.Empty.DurationInSeconds);",
        "Use(imds.ScheduledEvents.GetAsync());",
    ];

    public static TheoryData<string> StatementsWithFindings { get; } =
    [
        "if (vm is null) Use(0); try { System.Action f = () => Use(vm.Compute.{|IMDS102:UserData|}); f(); } finally { Use(1); }",
        "Use(vm.Compute.{|IMDS102:UserData|});",
        "Use(vm?.Compute?.{|IMDS102:UserData|});",
        "Use(imds.Instance.Compute.{|IMDS102:UserData|});",
        "Use(imds.{|IMDS102:LoadBalancer|}.GetAsync());",
        "Use(vm.Compute is { {|IMDS102:UserData|}: \"x\" });",
        "Use(vm is { Compute.{|IMDS102:UserData|}: \"x\" });",
        "Use(vm is { Compute: { {|IMDS102:UserData|}: \"x\" } });",
        "Use(vm.Compute.{|IMDS102:ExtendedLocation|}.Name);",
        "Use(vm.Compute.{|IMDS102:ExtendedLocation|}?.Name);",
        "Use(vm is { Compute.{|IMDS102:ExtendedLocation|}.Name: \"x\" });",
        "Use(vm is { Compute.{|IMDS102:ExtendedLocation|}: { Name: \"x\" } });",
        "Use(vm.Compute.{|IMDS102:UserData|} + vm.Compute.{|IMDS102:LicenseType|});",
        "Use(vm.Compute.{|IMDS102:UserData|} + vm.Compute.{|IMDS102:UserData|});",

        // Guards that do not reach
        "if (imds.ApiVersion >= ImdsApiVersions.V2020_12_01) Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion > ImdsApiVersions.V2020_09_01) Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion <= ImdsApiVersions.V2021_01_01) Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion != ImdsApiVersions.V2020_12_01) Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion == ImdsApiVersions.V2020_12_01) Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(0); else Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(0); Use(vm.Compute.{|IMDS102:UserData|});",
        "if (!(imds.ApiVersion >= ImdsApiVersions.V2021_01_01)) Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.{|IMDS102:PhysicalZone|});",
        "if (imds.ApiVersion >= new ImdsApiVersion(2020, 12, 31)) Use(vm.Compute.UserData); if (imds.ApiVersion >= new "
        + "ImdsApiVersion(2020, 10, 2)) Use(vm.Compute.{|IMDS102:UserData|});",
        "if (Other()) goto later; if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; later: Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) { if (Other()) return; } Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) { Inner(); return; } Inner(); void Inner() => "
        + "Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) Use(0); else if (Other()) return; Use(vm.Compute.{|IMDS102:UserData|});",
        "if (Imds.V2021_02_01.ImdsClient.Equals(imds, null)) Use(vm.Compute.{|IMDS102:UserData|});",
        "using var other = new Imds.V2021_02_01.ImdsClient(); if (other.ApiVersion >= ImdsApiVersions.V2021_01_01) "
        + "Use(vm.Compute.{|IMDS102:UserData|});",
        "if (ImdsApiVersions.Target >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.{|IMDS102:UserData|});",
        "if (Other()) Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion.ToString() == \"2020-12-01\") Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion.CompareTo(ImdsApiVersions.V2021_01_01) > -1) Use(vm.Compute.UserData); else "
        + "Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds?.ApiVersion < ImdsApiVersions.V2021_01_01) return; Use(vm.Compute.{|IMDS102:UserData|});",
        "Debug.Assert(imds.ApiVersion >= ImdsApiVersions.V2020_09_01); Use(vm.Compute.{|IMDS102:UserData|});",

        // And, or, not
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01 || Other()) Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01 && Other()) return; Use(vm.Compute.{|IMDS102:UserData|});",
        "if (vm.Compute.{|IMDS102:UserData|}.Length > 0 && imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(0);",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01 & vm.Compute.{|IMDS102:UserData|}.Length > 0) Use(0);",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01 || vm.Compute.{|IMDS102:UserData|}.Length > 0) Use(0);",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01 | Other()) Use(vm.Compute.{|IMDS102:UserData|});",
        "if (imds.ApiVersion == ImdsApiVersions.V2020_09_01 || imds.ApiVersion == ImdsApiVersions.V2021_02_01) "
        + "Use(vm.Compute.{|IMDS102:UserData|});",

        // Expressions, switch and patterns
        "Use(imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? \"\" : vm.Compute.{|IMDS102:UserData|});",
        "switch (imds.ApiVersion) { case var v when v < ImdsApiVersions.V2021_01_01: Use(vm.Compute.{|IMDS102:UserData|}); break; }",
        "switch (imds.ApiVersion) { case var v when v >= ImdsApiVersions.V2021_01_01: break; default: "
        + "Use(vm.Compute.{|IMDS102:UserData|}); break; }",
        "Use(imds.ApiVersion switch { var v when v >= ImdsApiVersions.V2021_01_01 => \"\", _ => vm.Compute.{|IMDS102:UserData|} });",
        "switch (imds.ApiVersion.ToString()) { case \"2020-12-01\": case \"2021-02-01\": Use(vm.Compute.{|IMDS102:UserData|}); break; }",
        "switch (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) { case false: Use(vm.Compute.{|IMDS102:UserData|}); break; }",
        "Use((imds.ApiVersion >= ImdsApiVersions.V2021_01_01, Other()) switch { (_, true) => vm.Compute.{|IMDS102:UserData|}, _ => \"\" });",

        // Locals
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; has = Other(); if (has) Use(vm.Compute.{|IMDS102:UserData|});",
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01 || Other(); if (has) Use(vm.Compute.{|IMDS102:UserData|});",
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; has |= Other(); if (has) Use(vm.Compute.{|IMDS102:UserData|});",
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; if (!has) Use(vm.Compute.{|IMDS102:UserData|});",
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; Set(ref has); if (has) Use(vm.Compute.{|IMDS102:UserData|}); static "
        + "void Set(ref bool value) => value = true;",
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; Action set = () => has = true; set(); if (has) "
        + "Use(vm.Compute.{|IMDS102:UserData|});",
        "var has = true; if (Other()) has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; if (has) Use(vm.Compute.{|IMDS102:UserData|});",
        "var version = imds.ApiVersion; version = ImdsApiVersions.V2023_07_01; if (version >= ImdsApiVersions.V2021_01_01) "
        + "Use(vm.Compute.{|IMDS102:UserData|});",
        "(var has, var x) = (imds.ApiVersion >= ImdsApiVersions.V2021_01_01, 1); (has, x) = (Other(), 2); if (has) "
        + "Use(vm.Compute.{|IMDS102:UserData|});",

        // Loops and try
        "while (Other()) { Use(vm.Compute.{|IMDS102:UserData|}); if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; }",
        "do { Use(vm.Compute.{|IMDS102:UserData|}); } while (imds.ApiVersion >= ImdsApiVersions.V2021_01_01);",
        "foreach (var i in new[] { 1 }) { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) continue; Use(0); } "
        + "Use(vm.Compute.{|IMDS102:UserData|});",
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; while (Other()) { if (has) Use(vm.Compute.{|IMDS102:UserData|}); has = "
        + "true; }",
        "try { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) throw new Exception(); } catch { Use(vm.Compute.{|IMDS102:UserData|}); }",
        "try { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; } finally { Use(vm.Compute.{|IMDS102:UserData|}); }",
        "try { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) throw new Exception(); } catch { } Use(vm.Compute.{|IMDS102:UserData|});",

        // Lambdas and local functions
        "Action later = () => Use(vm.Compute.{|IMDS102:UserData|}); if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) later();",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Local(); Local(); void Local() => Use(vm.Compute.{|IMDS102:UserData|});",
        "void Local() => Use(vm.Compute.{|IMDS102:UserData|});",
        "Use(new[] { vm }.Select(one => one.Compute.{|IMDS102:UserData|}));",
        "Use(from one in new[] { vm } select one.Compute.{|IMDS102:UserData|});",
        "var has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; Action later = () => { if (has) Use(vm.Compute.{|IMDS102:UserData|}); "
        + "}; has = true; later();",
        "if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) { Action later = Local; } Action now = Local; now(); void Local() => "
        + "Use(vm.Compute.{|IMDS102:UserData|});",
        "Func<Instance, string> read = imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? one => \"\" : one => "
        + "one.Compute.{|IMDS102:UserData|}; Use(read(vm));",
    ];

    public static TheoryData<string> CleanMembers { get; } =
    [
        // Members that hold or compute a guard
        "[ImdsVersionGuard(\"2021-01-01\")] bool Has => Other(); void M() { if (Has) Use(vm.Compute.UserData); }",
        "[ImdsVersionGuard(\"2021-01-01\")] bool Has() => Other(); void M() { if (!Has()) return; Use(vm.Compute.UserData); }",
        "[ImdsVersionGuard(\"2021-01-01\")] static bool Has = Other(); void M() { if (Has && vm.Compute.UserData != \"\") Use(0); }",
        "[ImdsVersionGuard(\"2021-01-01\")] Task<bool> HasAsync() => Task.FromResult(true); async Task M() { if (await HasAsync()) "
        + "Use(vm.Compute.UserData); }",
        "[ImdsVersionGuard(\"2021-01-01\")] Task<bool> HasAsync() => Task.FromResult(true); async Task M() { if (await "
        + "HasAsync().ConfigureAwait(false)) Use(vm.Compute.UserData); }",
        "[ImdsVersionGuard(\"2021-01-01\")] static bool Has(ImdsClient client) => Other(); void M() { if (Has(imds)) "
        + "Use(vm.Compute.UserData); }",
        "bool Has => imds.ApiVersion >= ImdsApiVersions.V2021_01_01; void M() { if (Has) Use(vm.Compute.UserData); }",
        "bool Has { get { return imds.ApiVersion >= ImdsApiVersions.V2021_01_01; } } void M() { if (Has) Use(vm.Compute.UserData); }",
        "bool Has { get { if (Other()) return false; return imds.ApiVersion >= ImdsApiVersions.V2021_01_01; } } void M() { if (Has) "
        + "Use(vm.Compute.UserData); }",
        "bool Has() => imds.ApiVersion >= ImdsApiVersions.V2021_01_01; void M() { if (Has()) Use(vm.Compute.UserData); }",
        "bool Has(ImdsApiVersion version) => imds.ApiVersion >= version; void M() { if (Has(ImdsApiVersions.V2021_01_01)) "
        + "Use(vm.Compute.UserData); }",
        "static bool Has(ImdsClient client) { var version = client.ApiVersion; return version >= ImdsApiVersions.V2021_01_01; } void M() "
        + "{ if (Has(imds)) Use(vm.Compute.UserData); }",
        "ImdsApiVersion Version => imds.ApiVersion; void M() { if (Version >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData); }",
        "private readonly bool _has; C() => _has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; void M() { if (_has) "
        + "Use(vm.Compute.UserData); }",
        "private readonly bool _has; C(ImdsClient client) { var version = client.ApiVersion; _has = version >= "
        + "ImdsApiVersions.V2021_01_01 && Other(); } void M() { if (_has) Use(vm.Compute.UserData); }",
        "private static readonly bool Has = new ImdsClient().ApiVersion >= ImdsApiVersions.V2021_01_01; void M() { if (Has) "
        + "Use(vm.Compute.UserData); }",
        "bool Has { get; } = new ImdsClient().ApiVersion >= ImdsApiVersions.V2021_01_01; void M() { if (Has) Use(vm.Compute.UserData); }",
        "bool Has { get; } C() { Has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; } void M() { if (Has) Use(vm.Compute.UserData); }",
        "bool _has; void Start() => _has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; void M() { if (_has) Use(vm.Compute.UserData); }",
        "readonly ImdsApiVersion _version; C() => _version = imds.ApiVersion; void M() { if (_version >= ImdsApiVersions.V2021_01_01) "
        + "Use(vm.Compute.UserData); }",
        "static readonly ImdsApiVersion Needed = ImdsApiVersions.V2021_01_01; void M() { if (imds.ApiVersion >= Needed) "
        + "Use(vm.Compute.UserData); }",
        "void M(ImdsApiVersion version) { if (version >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData); }",
        "static void Check([DoesNotReturnIf(false)] bool condition) { if (!condition) throw new Exception(); } void M() { "
        + "Check(imds.ApiVersion >= ImdsApiVersions.V2021_01_01); Use(vm.Compute.UserData); }",
        "[DoesNotReturn] static void Fail() => throw new Exception(); void M() { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) "
        + "Fail(); Use(vm.Compute.UserData); }",

        // Demands
        "[RequiresImdsVersion(\"2021-01-01\")] void M() => Use(vm.Compute.UserData);",
        "[RequiresImdsVersion(\"2021-01-01\")] string Data => vm.Compute.UserData;",
        "[RequiresImdsVersion(\"2021-01-01\")] string Data { get { return vm.Compute.UserData; } set { Use(vm.Compute.UserData); } }",
        "string Data { [RequiresImdsVersion(\"2021-01-01\")] get => vm.Compute.UserData; set { } } void M() => Data = \"x\";",
        "[RequiresImdsVersion(\"2021-01-01\")] class Inner { public string M(Instance vm) => vm.Compute.UserData; public string Field = "
        + "Instance.Empty.Compute.UserData; }",
        "[RequiresImdsVersion(\"2021-01-01\")] class Inner { public class Innermost { public string M(Instance vm) => "
        + "vm.Compute.UserData; } }",
        "[RequiresImdsVersion(\"2021-01-01\")] void M() { N(); } [RequiresImdsVersion(\"2020-09-01\")] void N() { }",
        "[RequiresImdsVersion(\"2021-01-01\")] void M() { Action later = () => Use(vm.Compute.UserData); Local(); void Local() => "
        + "Use(vm.Compute.UserData); }",
        "[RequiresImdsVersion(\"2021-01-01\")] void M() { } void N() { if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) M(); }",
        "[RequiresImdsVersion(\"2021-01-01\")] string Data => \"\"; void N() { if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) "
        + "Use(Data); }",
        "[RequiresImdsVersion(\"2021-01-01\")] class Inner { } void N() { if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(new "
        + "Inner()); }",
        "[RequiresImdsVersion(\"2019-06-01\")] void M() { } void N() => M();",
        "[RequiresImdsVersion(\"2018-10-01\")] void M() { } void N() => M();",
        "[RequiresImdsVersion(\"2021-01-01\")] async Task M() { await Task.Yield(); Use(vm.Compute.UserData); }",
        "[RequiresImdsVersion(\"2021-01-01\")] IEnumerable<string> M() { yield return vm.Compute.UserData; }",

        "void M() { ImdsApiVersion? v = imds.ApiVersion; if (v.Value >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData); }",
        "async Task<bool> HasAsync() { await Task.Yield(); return imds.ApiVersion >= ImdsApiVersions.V2021_01_01; } async Task M() { if "
        + "(await HasAsync()) Use(vm.Compute.UserData); }",
        "async ValueTask<bool> HasAsync() { await Task.Yield(); return imds.ApiVersion >= ImdsApiVersions.V2021_01_01; } void M() { if "
        + "(HasAsync().Result) Use(vm.Compute.UserData); }",
        "async Task<bool> HasAsync() { await Task.Yield(); return imds.ApiVersion >= ImdsApiVersions.V2021_01_01; } void M() { if "
        + "(HasAsync().Result) Use(vm.Compute.UserData); }",
        "void M() { if (imds?.ApiVersion != ImdsApiVersions.V2021_02_01) Use(0); else Use(vm.Compute.UserData); }",

        // async and iterators
        "async Task M() { var one = await imds.Instance.GetAsync(); if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) "
        + "Use(one.Compute.UserData); }",
        "async Task<string> M() => imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? await imds.Instance.Compute.UserData.GetAsync() : \"\";",
        "async Task M() { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; await Task.Yield(); Use((await "
        + "imds.Instance.GetAsync()).Compute.UserData); }",
        "async Task M() { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return; await using var other = new ImdsClient(); Use((await "
        + "other.Instance.GetAsync()).Compute.UserData); }",
        "IEnumerable<string> M() { if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) yield break; yield return vm.Compute.UserData; }",
        "async IAsyncEnumerable<string> M() { await Task.Yield(); if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) yield return "
        + "vm.Compute.UserData; }",
        "async Task M() { if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) await Task.Run(async () => { await Task.Yield(); "
        + "Use(vm.Compute.UserData); }); }",

        // Members of other kinds
        "string Data => imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? vm.Compute.UserData : \"\";",
        "string this[int i] => imds.ApiVersion >= ImdsApiVersions.V2021_01_01 ? vm.Compute.UserData : \"\";",
        "C() { if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData); }",
        "event Action E { add { if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) Use(vm.Compute.UserData); } remove { } }",
        "Func<ImdsClient, Instance, string> read = (client, one) => client.ApiVersion >= ImdsApiVersions.V2021_01_01 ? "
        + "one.Compute.UserData : \"\";",
        "class Base(string data) { public string Data => data; } class Derived(ImdsClient client, Instance one) : Base(client.ApiVersion "
        + ">= ImdsApiVersions.V2021_01_01 ? one.Compute.UserData : \"\") { }",
        "class Money { [RequiresImdsVersion(\"2021-01-01\")] public static Money operator +(Money a, Money b) => a; } Money M(Money a) { "
        + "if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) return a; return a + a; }",
        "class UserDataHolder { public string UserData = \"\"; } string M(UserDataHolder other) => other.UserData;",
    ];

    public static TheoryData<string> MembersWithFindings { get; } =
    [
        "string Data => vm.Compute.{|IMDS102:UserData|};",
        "static string Data = Instance.Empty.Compute.{|IMDS102:UserData|};",
        "static string Data { get; } = Instance.Empty.Compute.{|IMDS102:UserData|};",
        "C() => Use(vm.Compute.{|IMDS102:UserData|});",
        "C(string data) { } C() : this(Instance.Empty.Compute.{|IMDS102:UserData|}) { }",
        "async Task<string> M() => (await imds.Instance.GetAsync()).Compute.{|IMDS102:UserData|};",
        "async Task<string> M() => await imds.Instance.Compute.{|IMDS102:UserData|}.GetAsync();",
        "IEnumerable<string> M() { yield return vm.Compute.{|IMDS102:UserData|}; if (imds.ApiVersion < ImdsApiVersions.V2021_01_01) yield "
        + "break; }",

        // Guards that are none
        "void M(ImdsApiVersion version) { version = ImdsApiVersions.V2021_03_01; if (version >= ImdsApiVersions.V2021_01_01) "
        + "Use(vm.Compute.{|IMDS102:UserData|}); }",
        "[ImdsVersionGuard(\"2020-09-01\")] bool Has => Other(); void M() { if (Has) Use(vm.Compute.{|IMDS102:UserData|}); }",
        "[ImdsVersionGuard(\"2021-01-01\")] bool Has => Other(); void M() { if (!Has) Use(vm.Compute.{|IMDS102:UserData|}); }",
        "[ImdsVersionGuard(\"2021-01-01\")] bool Has => Other(); void M() { if (Has || Other()) Use(vm.Compute.{|IMDS102:UserData|}); }",
        "bool Has => Other(); void M() { if (Has) Use(vm.Compute.{|IMDS102:UserData|}); }",
        "bool Has => imds.ApiVersion >= ImdsApiVersions.V2021_01_01 || Other(); void M() { if (Has) Use(vm.Compute.{|IMDS102:UserData|}); }",
        "public bool Has { get; set; } = new ImdsClient().ApiVersion >= ImdsApiVersions.V2021_01_01; void M() { if (Has) "
        + "Use(vm.Compute.{|IMDS102:UserData|}); }",
        "public bool Has = new ImdsClient().ApiVersion >= ImdsApiVersions.V2021_01_01; void M() { if (Has) "
        + "Use(vm.Compute.{|IMDS102:UserData|}); }",
        "bool _has; void Start() => _has = imds.ApiVersion >= ImdsApiVersions.V2021_01_01; void Force() => _has = true; void M() { if "
        + "(_has) Use(vm.Compute.{|IMDS102:UserData|}); }",
        "protected virtual bool Has => imds.ApiVersion >= ImdsApiVersions.V2021_01_01; void M() { if (Has) "
        + "Use(vm.Compute.{|IMDS102:UserData|}); }",
        "bool Has(ImdsApiVersion version) => imds.ApiVersion >= version; void M() { if (Has(ImdsApiVersions.V2020_12_01)) "
        + "Use(vm.Compute.{|IMDS102:UserData|}); }",
        "bool Has => Has2; bool Has2 => Has; void M() { if (Has) Use(vm.Compute.{|IMDS102:UserData|}); }",

        // Demands
        "[RequiresImdsVersion(\"2020-09-01\")] void M() => Use(vm.Compute.{|IMDS102:UserData|});",
        "[RequiresImdsVersion(\"2021-01-01\")] void M() { } void N() => {|IMDS102:M|}();",
        "[RequiresImdsVersion(\"2021-01-01\")] void M() { } void N() => this.{|IMDS102:M|}();",
        "[RequiresImdsVersion(\"2021-01-01\")] string Data => \"\"; void N() => Use({|IMDS102:Data|});",
        "[RequiresImdsVersion(\"2021-01-01\")] string Data { get; set; } = \"\"; void N() => {|IMDS102:Data|} = \"\";",
        "string Data { [RequiresImdsVersion(\"2021-01-01\")] get => vm.Compute.UserData; set { } } void M() => Use({|IMDS102:Data|});",
        "[RequiresImdsVersion(\"2021-01-01\")] class Inner { } void N() => Use(new {|IMDS102:Inner|}());",
        "[RequiresImdsVersion(\"2021-01-01\")] class Inner { public static void M() { } } void N() => Inner.{|IMDS102:M|}();",
        "class Inner { [RequiresImdsVersion(\"2021-01-01\")] public Inner() { } } void N() => Use(new {|IMDS102:Inner|}());",
        "[RequiresImdsVersion(\"2021-01-01\")] void M() { } Action N() => {|IMDS102:M|};",
        "[RequiresImdsVersion(\"2021-01-01\")] event Action? E; void N() => {|IMDS102:E|} += () => { };",
        "[RequiresImdsVersion(\"2021-01-01\")] void M() => N(); void N() => {|IMDS102:M|}();",
        "[RequiresImdsVersion(\"2023-11-15\")] void M() { } [RequiresImdsVersion(\"2021-01-01\")] void N() => {|IMDS102:M|}();",
        "[RequiresImdsVersion(\"2031-01-01\")] void M() { } void N() { if (imds.ApiVersion >= ImdsApiVersions.V2021_01_01) "
        + "{|IMDS102:M|}(); }",
        "[RequiresImdsVersion(\"2021-01-01\")] static bool Ready() => true; static readonly bool R = {|IMDS102:Ready|}();",

        // Members of other kinds
        "string this[int i] => vm.Compute.{|IMDS102:UserData|};",
        "event Action E { add { Use(vm.Compute.{|IMDS102:UserData|}); } remove { } }",
        "public static string operator +(C a, C b) => a.vm.Compute.{|IMDS102:UserData|};",
        "Func<Instance, string> read = one => one.Compute.{|IMDS102:UserData|};",
        "class Base(string data) { public string Data => data; } class Derived(Instance one) : Base(one.Compute.{|IMDS102:UserData|}) { }",
        "class Money { [RequiresImdsVersion(\"2021-01-01\")] public static Money operator +(Money a, Money b) => a; } Money M(Money a) => "
        + "{|IMDS102:a + a|};",
        "class Money { [RequiresImdsVersion(\"2021-01-01\")] public static implicit operator string(Money a) => \"\"; } string M(Money a) "
        + "=> {|IMDS102:a|};",
        "~C() => Use(vm.Compute.{|IMDS102:UserData|});",
    ];
}
