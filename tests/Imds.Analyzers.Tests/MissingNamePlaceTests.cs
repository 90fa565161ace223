using Microsoft.CodeAnalysis.Testing;

namespace Imds.Analyzers.Tests;

/// <summary>IMDS101, wherever in the code the name stands: each finding comes once.</summary>
public class MissingNamePlaceTests
{
    [Theory]
    [InlineData("void M(Compute c) { c.{|IMDS101:UserData|} = \"\"; }")]
    [InlineData("void M(Compute c) { c.{|IMDS101:UserData|} += \"\"; }")]
    [InlineData("void M(Compute c) { c.{|IMDS101:UserData|} ??= \"\"; }")]
    [InlineData("void M(Compute c) { c.{|IMDS101:UserData|}++; }")]
    [InlineData("char M(Compute c) => c.{|IMDS101:UserData|}[0];")]
    [InlineData("object M(Compute c) => new { c.{|IMDS101:UserData|} };")]
    [InlineData("string[] M(Compute c) => [c.{|IMDS101:UserData|}];")]
    [InlineData("char[] M(Compute c) => [.. c.{|IMDS101:UserData|}];")]
    [InlineData("string[] M(Compute c) => new[] { c.{|IMDS101:UserData|} };")]
    [InlineData("List<string> M(Compute c) => new() { c.{|IMDS101:UserData|} };")]
    [InlineData("Compute M() => new() { {|IMDS101:ExtendedLocation|} = { Name = \"\" } };")]
    [InlineData("void M(Compute c) { (var a, var b) = (c.{|IMDS101:UserData|}, 1); }")]
    [InlineData("void M(Compute c) { (c.{|IMDS101:UserData|}, var b) = (\"\", 1); }")]
    [InlineData("void M(Compute c) { F(ref c.{|IMDS101:UserData|}); } void F(ref string s) { }")]
    [InlineData("void M(Compute c) { F(c.{|IMDS101:UserData|}, c.{|IMDS101:UserData|}); } void F(string s, string t) { }")]
    [InlineData("void M(Compute c) { F(() => c.{|IMDS101:UserData|}); } void F(Func<string> s) { } void F(Func<int> s) { }")]
    [InlineData("void M(Compute c) { F(async () => { await Task.Yield(); F(c.{|IMDS101:UserData|}); }); } void F(object s) { }")]
    [InlineData("Task M(ImdsClient imds) => Task.Run(async () => await imds.Instance.Compute.{|IMDS101:UserData|}.GetAsync());")]
    [InlineData("void M(Compute[] all) { all.Select(c => c.{|IMDS101:UserData|}).ToList().ForEach(x => F(x)); } void F(object s) { }")]
    [InlineData("object M(Compute[] all) => all.GroupBy(c => c.{|IMDS101:UserData|}, c => c.{|IMDS101:ExtendedLocation|}.Name);")]
    [InlineData("object M(Compute[] all) => from c in all let d = c.{|IMDS101:UserData|} orderby d group c by c into g select g.Key;")]
    [InlineData("object M(Compute[] all) => from c in all join d in all on c.{|IMDS101:UserData|} equals d.{|IMDS101:UserData|} select c;")]
    [InlineData("object M(Compute[] all) => from c in all from d in c.{|IMDS101:UserData|} select d;")]
    [InlineData("object M(Compute[] all) => from c in all select c.{|IMDS101:UserData|};")]
    [InlineData("object M(Compute c) => from d in c.{|IMDS101:UserData|} where d > 'a' select d;")]
    [InlineData("void M(Compute c) { foreach (var d in c.{|IMDS101:UserData|}) { } }")]
    [InlineData("void M(Compute c) { switch (c.{|IMDS101:UserData|}) { case \"\": break; } }")]
    [InlineData("int M(Compute c) => c.{|IMDS101:UserData|} switch { \"\" => 1, _ => 0 };")]
    [InlineData("int M(string s) => s switch { nameof(Compute.{|IMDS101:UserData|}) => 1, _ => 0 };")]
    [InlineData("void M(string s) { switch (s) { case nameof(Compute.{|IMDS101:UserData|}): break; } }")]
    [InlineData("void M(Compute c) { lock (c.{|IMDS101:UserData|}) { } }")]
    [InlineData("void M(Compute c) { using (c.{|IMDS101:UserData|}) { } }")]
    [InlineData("void M(Compute c) { if (c.{|IMDS101:UserData|} is { Length: > 0 } d) { } }")]
    [InlineData("void M(Compute c) { while (c.{|IMDS101:UserData|} != \"\") { } }")]
    [InlineData("IEnumerable<string> M(Compute c) { yield return c.{|IMDS101:UserData|}; }")]
    [InlineData("void M(Compute c) => throw new Exception(c.{|IMDS101:UserData|});")]
    [InlineData("void M(Compute c) { try { } catch (Exception e) when (c.{|IMDS101:UserData|} == e.Message) { } }")]
    [InlineData("void M(Compute c) { Func<string> f = c.{|IMDS101:UserData|}.Trim; }")]
    [InlineData("string M(Compute c) => (string)c.{|IMDS101:UserData|};")]
    [InlineData("string? M(Compute c) => c.{|IMDS101:UserData|} as string;")]
    [InlineData("bool M(Compute c) => !(c.{|IMDS101:UserData|} == \"\" || Flag) && Flag; bool Flag;")]
    [InlineData("string M(Compute c) => c.Name.Length > 0 ? c.{|IMDS101:UserData|} : c.Name;")]
    [InlineData("string M(Compute c) => $\"{c.{|IMDS101:UserData|},10}{c.Name}\";")]
    [InlineData("string M(Compute c) => Missing(c.{|IMDS101:UserData|});")]
    [InlineData("string M(Compute c) => c.Missing(d => c.{|IMDS101:UserData|}, 1);")]
    [InlineData("C(Compute c) : this(c.{|IMDS101:UserData|}) { } C(string s) { }")]
    [InlineData("class D(Compute c) : B(c.{|IMDS101:UserData|}); class B(string s) { string S => s; }")]
    [InlineData("class D(Compute c) { string S = c.{|IMDS101:UserData|}; }")]
    [InlineData("void M(string s = nameof(Compute.{|IMDS101:UserData|})) { }")]
    [InlineData("const string S = nameof(Compute.{|IMDS101:UserData|});")]
    [InlineData("const string S = \"a\" + nameof(Compute.{|IMDS101:UserData|});")]
    [InlineData("[Obsolete(nameof(Compute.{|IMDS101:UserData|}))] void M() { }")]
    [InlineData("[Obsolete(\"a\" + nameof(Compute.{|IMDS101:UserData|}))] class D { }")]
    [InlineData("void M([System.ComponentModel.Description(nameof(Compute.{|IMDS101:UserData|}))] int i) { }")]
    [InlineData("[return: System.ComponentModel.Description(nameof(Compute.{|IMDS101:UserData|}))] int M() => 1;")]
    [InlineData("enum E { A = nameof(Compute.{|IMDS101:UserData|}).Length }")]
    [InlineData("string P { get => Compute.Empty.{|IMDS101:UserData|}; set => F(Compute.Empty.{|IMDS101:UserData|}); } void F(object s) { }")]
    [InlineData("string this[Compute c] => c.{|IMDS101:UserData|};")]
    [InlineData("event Action E { add { F(Compute.Empty.{|IMDS101:UserData|}); } remove { } } void F(object s) { }")]
    [InlineData("public static string operator +(C a, Compute c) => c.{|IMDS101:UserData|};")]
    [InlineData("static readonly Func<Compute, string> F = c => c.{|IMDS101:UserData|};")]
    [InlineData("static readonly Func<Compute, string> F = delegate (Compute c) { return c.{|IMDS101:UserData|}; };")]
    [InlineData("void M(Compute c) { static string L(Compute c) { return c.{|IMDS101:UserData|}; } L(c); }")]
    public Task Members(string member) => Verify(member);

    [Theory]
    [InlineData("void M() { {|IMDS101:LoadBalancer|}? x = null; }")]
    [InlineData("void M() { Imds.{|IMDS101:LoadBalancer|}? x = null; }")]
    [InlineData("void M() { global::Imds.{|IMDS101:LoadBalancer|}[] x = []; }")]
    [InlineData("void M() { {|IMDS101:LoadBalancer|}.Empty.ToString(); }")]
    [InlineData("object M() => new {|IMDS101:LoadBalancer|} { };")]
    [InlineData("object M() => new {|IMDS101:LoadBalancer|}[3];")]
    [InlineData("object? M(object o) => ({|IMDS101:LoadBalancer|})o;")]
    [InlineData("object? M(object o) => o as {|IMDS101:LoadBalancer|};")]
    [InlineData("bool M(object o) => o is {|IMDS101:LoadBalancer|};")]
    [InlineData("bool M(object o) => o is {|IMDS101:LoadBalancer|} l;")]
    [InlineData("bool M(object o) => o is not {|IMDS101:LoadBalancer|};")]
    [InlineData("bool M(object o) => o is Imds.{|IMDS101:LoadBalancer|};")]
    [InlineData("bool M(object o) => o is string or {|IMDS101:LoadBalancer|};")]
    [InlineData("int M(object o) => o switch { {|IMDS101:LoadBalancer|} => 1, _ => 0 };")]
    [InlineData("int M(object o) => o switch { {|IMDS101:LoadBalancer|} l => 1, _ => 0 };")]
    [InlineData("int M(object o) => o switch { Imds.{|IMDS101:LoadBalancer|} => 1, _ => 0 };")]
    [InlineData("void M(object o) { switch (o) { case {|IMDS101:LoadBalancer|} l: break; } }")]
    [InlineData("void M(object o) { switch (o) { case {|IMDS101:LoadBalancer|}: break; } }")]
    [InlineData("object? M() => default({|IMDS101:LoadBalancer|});")]
    [InlineData("object M() => typeof(List<{|IMDS101:LoadBalancer|}>);")]
    [InlineData("string M() => nameof({|IMDS101:LoadBalancer|});")]
    [InlineData("string M() => nameof(Imds.{|IMDS101:LoadBalancer|});")]
    [InlineData("void M() { F<{|IMDS101:LoadBalancer|}>(); } void F<T>() { }")]
    [InlineData("void M() { F<List<Imds.{|IMDS101:LoadBalancer|}>>(); } void F<T>() { }")]
    [InlineData("void M() { F(out {|IMDS101:LoadBalancer|} l); } void F<T>(out T t) => throw null!;")]
    [InlineData("void M(object[] all) { foreach ({|IMDS101:LoadBalancer|} l in all) { } }")]
    [InlineData("object M(object[] all) => from {|IMDS101:LoadBalancer|} l in all select l;")]
    [InlineData("void M() { try { } catch ({|IMDS101:LoadBalancer|}) { } }")]
    [InlineData("object M() => ({|IMDS101:LoadBalancer|} l) => 1;")]
    [InlineData("void M() { {|IMDS101:LoadBalancer|} L() => null!; L(); }")]
    [InlineData("(int, {|IMDS101:LoadBalancer|}) M() => default;")]
    [InlineData("{|IMDS101:LoadBalancer|} P { get; } = null!;")]
    [InlineData("{|IMDS101:LoadBalancer|}? F;")]
    [InlineData("{|IMDS101:LoadBalancer|} this[{|IMDS101:LoadBalancer|} l] => l;")]
    [InlineData("delegate {|IMDS101:LoadBalancer|} D();")]
    [InlineData("event Action<{|IMDS101:LoadBalancer|}>? E;")]
    [InlineData("class D : {|IMDS101:LoadBalancer|} { }")]
    [InlineData("class D : List<Imds.{|IMDS101:LoadBalancer|}> { }")]
    [InlineData("class D<T> where T : {|IMDS101:LoadBalancer|} { }")]
    [InlineData("class D({|IMDS101:LoadBalancer|} l) { object L => l; }")]
    [InlineData("[System.ComponentModel.TypeConverter(typeof({|IMDS101:LoadBalancer|}))] class D { }")]
    [InlineData("async Task<{|IMDS101:LoadBalancer|}> M() => await Task.FromResult<{|IMDS101:LoadBalancer|}>(null!);")]
    public Task Types(string member) => Verify(member);

    [Theory]
    [InlineData("[assembly: System.Reflection.AssemblyTitle(nameof(Imds.Compute.{|IMDS101:UserData|}))]")]
    [InlineData("[assembly: System.Reflection.AssemblyTitle(nameof(Imds.{|IMDS101:LoadBalancer|}))]")]
    [InlineData("using L = Imds.{|IMDS101:LoadBalancer|};")]
    [InlineData("using L = System.Collections.Generic.List<Imds.{|IMDS101:LoadBalancer|}>;")]
    [InlineData("using static Imds.{|IMDS101:LoadBalancer|};")]
    [InlineData("_ = Imds.Compute.Empty.{|IMDS101:UserData|};", true)]
    [InlineData("Imds.{|IMDS101:LoadBalancer|}? l = null; string L(Imds.Compute c) => c.{|IMDS101:UserData|};", true)]
    public Task Outside_of_members(string code, bool isProgram = false) => new VerifierTest
    {
        ApiVersion = "2020-09-01",
        TestCode = code,
        CompilerDiagnostics = CompilerDiagnostics.None,
        OutputKind = isProgram
            ? Microsoft.CodeAnalysis.OutputKind.ConsoleApplication : Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary,
    }.RunAsync();

    [Theory]
    [InlineData("global using Imds;",
        "class C { object? M({|IMDS101:LoadBalancer|}? x) => x; string N(Compute c) => c.{|IMDS101:UserData|}; }")]
    [InlineData("global   using Vm = Imds;", "class C { object? M(Vm.{|IMDS101:LoadBalancer|}? x) => x; }")]
    [InlineData("class B { protected Imds.Compute Read() => Imds.Compute.Empty; }",
        "class C : B { string M() => Read().{|IMDS101:UserData|}; }")]
    public Task In_a_file_that_does_not_say_where_the_types_are(string elsewhere, string code) => new VerifierTest
    {
        ApiVersion = "2020-09-01",
        TestCode = code,
        TestState = { Sources = { ("/0/Elsewhere.cs", elsewhere) } },
        CompilerDiagnostics = CompilerDiagnostics.None,
    }.RunAsync();

    private static Task Verify(string member) => new VerifierTest
    {
        ApiVersion = "2020-09-01",
        CompilerDiagnostics = CompilerDiagnostics.None,
        TestCode = $$"""
            using System;
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
}
