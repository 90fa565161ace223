namespace Imds.Docs.Tests;

/// <summary>The code on the pages is code: it compiles as it stands there, and says what the page says that it says.</summary>
public sealed class CodeTests
{
    /// <summary>The pages for users; those on the inside have tests of their own.</summary>
    private static readonly string[] Others = ["faults.md", "internals.md", "performance.md", "reliability.md"];

    public static TheoryData<string> Pages =>
    [
        "README.md",
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md").Select(Path.GetFileName).Except(Others)
            .Order(StringComparer.Ordinal).Select(name => $"docs/{name}"),
    ];

    [Theory, MemberData(nameof(Pages))]
    public async Task The_code_of_a_page_compiles_as_it_says(string page)
    {
        foreach (var block in Page.Blocks(page))
        {
            var findings = await block.FindingsAsync();
            Assert.True(
                block.Promised.SequenceEqual(findings),
                $"{block} promises [{string.Join(", ", block.Promised)}] and gives [{string.Join(", ", findings)}].");
        }
    }

    /// <summary>That none of the above is empty.</summary>
    [Fact]
    public void The_pages_are_full_of_code() =>
        Assert.InRange(Pages.Sum(page => Page.Blocks(page.Data).Count()), 40, int.MaxValue);
}
