using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Imds.Generators.Tests;

/// <summary>A keystroke that says nothing about IMDS costs nothing.</summary>
public class IncrementalTests
{
    private static readonly Project Project = new() { Source = "class Program { static void Main() { } }", Additional = "2019-06-01" };

    [Fact]
    public void An_edit_in_an_unrelated_file_runs_no_step_again()
    {
        var (driver, compilation) = FirstRun();
        var tree = compilation.SyntaxTrees.Single();
        var edited = compilation.ReplaceSyntaxTree(tree,
            CSharpSyntaxTree.ParseText("class Program { static void Main() { int x = 1; } }", Project.ParseOptions, tree.FilePath));

        AssertNothingNew(driver.RunGenerators(edited));
    }

    /// <summary>Parts of generated types are looked at for their members' names alone.</summary>
    [Fact]
    public void An_edit_inside_of_a_member_of_a_part_writes_nothing_again()
    {
        var project = Project with { Source = "namespace Imds; partial record Compute { int GetVmId() => 1; int Other => 1; }" };
        var compilation = project.Compilation;
        var driver = project.Driver().RunGenerators(compilation);
        var tree = compilation.SyntaxTrees.Single();

        var moved = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(
            "namespace Imds; partial record Compute { int GetVmId() { return 1234567; } int Other => 1; }", Project.ParseOptions,
            tree.FilePath)));

        Assert.All(moved.GetRunResult().Results.Single().TrackedSteps[ImdsGenerator.VersionsStep].SelectMany(step => step.Outputs),
            output => Assert.Contains(output.Reason, Unchanging));
    }

    [Fact]
    public void An_added_file_runs_no_step_again()
    {
        var (driver, compilation) = FirstRun();

        AssertNothingNew(driver.RunGenerators(
            compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("[assembly: System.CLSCompliant(false)] class More { }",
                Project.ParseOptions, "More.cs"))));
    }

    [Fact]
    public void A_spec_added_again_with_the_same_content_runs_no_step_again()
    {
        var (driver, compilation) = FirstRun();
        var again = driver.ReplaceAdditionalTexts([.. Project.Specs.Select(spec => spec.Again())]);

        AssertNothingNew(again.RunGenerators(compilation));
    }

    [Fact]
    public void The_order_of_the_specs_changes_no_output()
    {
        var forward = Project.Run().Sources;
        var backward = (Project with { Specs = [.. Project.Specs.Reverse()] }).Run().Sources;

        Assert.Equal(forward, backward);
    }

    [Fact]
    public void A_change_of_the_version_writes_anew()
    {
        var (driver, compilation) = FirstRun();
        var result = driver.WithUpdatedAnalyzerConfigOptions((Project with { ApiVersion = "2019-06-01" }).Options)
            .RunGenerators(compilation).GetRunResult().Results.Single();

        Assert.Contains(result.TrackedSteps[ImdsGenerator.VersionsStep],
            step => step.Outputs.Any(output => output.Reason == IncrementalStepRunReason.Modified));
        Assert.All(result.TrackedSteps[ImdsGenerator.ModelStep].SelectMany(step => step.Outputs),
            output => Assert.Contains(output.Reason, Unchanging));
        Assert.Contains("2019-06-01",
            result.GeneratedSources.Single(source => source.HintName == "Imds.ImdsClient.g.cs").SourceText.ToString());
    }

    [Fact]
    public void The_attribute_wins_over_the_property_and_can_be_edited()
    {
        var withAttribute = Project with { Source = "[assembly: Imds.ImdsApiVersion(\"2018-10-01\")]" };

        Assert.Contains("api-version 2018-10-01", withAttribute.Run().WithoutFindings().Sources["Imds.ImdsClient.g.cs"]);
    }

    [Fact]
    public void Steps_hold_no_symbol_syntax_or_compilation()
    {
        var (driver, _) = FirstRun();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var name in new[] { ImdsGenerator.SpecsStep, ImdsGenerator.ModelStep, ImdsGenerator.PlanStep, ImdsGenerator.VersionsStep })
        {
            foreach (var (value, _) in driver.GetRunResult().Results.Single().TrackedSteps[name].SelectMany(step => step.Outputs))
            {
                Visit(value);
            }
        }

        Assert.True(seen.Count > 1000, "The walk did not reach the model.");

        void Visit(object? value)
        {
            if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            {
                return;
            }

            Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or AttributeData,
                value.GetType().ToString());
            if (value is System.Collections.IEnumerable items && value.GetType() is { Name: not "ImmutableArray`1" })
            {
                foreach (var item in items)
                {
                    Visit(item);
                }
            }

            foreach (var field in value.GetType()
                .GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public
                    | System.Reflection.BindingFlags.NonPublic))
            {
                Visit(field.GetValue(value));
            }
        }
    }

    private static IncrementalStepRunReason[] Unchanging => [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    private static (GeneratorDriver Driver, CSharpCompilation Compilation) FirstRun()
    {
        var compilation = Project.Compilation;
        return (Project.Driver().RunGenerators(compilation), compilation);
    }

    private static void AssertNothingNew(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        Assert.NotEmpty(result.GeneratedSources);
        Assert.Subset(result.TrackedSteps.Keys.ToHashSet(),
            new HashSet<string> { ImdsGenerator.SpecsStep, ImdsGenerator.ModelStep, ImdsGenerator.PlanStep, ImdsGenerator.VersionsStep });
        string[] ours = [ImdsGenerator.SpecsStep, ImdsGenerator.ModelStep, ImdsGenerator.PlanStep, ImdsGenerator.VersionsStep];
        Assert.All(ours.SelectMany(name => result.TrackedSteps[name]).SelectMany(step => step.Outputs),
            output => Assert.Contains(output.Reason, Unchanging));
        Assert.All(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Contains(output.Reason, Unchanging));
    }
}
