using Imds.Emulator;
using Imds.Tool.Tests.Support;

namespace Imds.Tool.Tests;

/// <summary>How results look: to a person at any width, and to a program.</summary>
public sealed class OutputTests
{
    private static readonly string[] Ids = [
        "8e2f6a14-0b9d-4c37-a5e1-d7c3902b468f", "3f0c1d52-7a8e-4b6f-9d21-5c4e8a90b7d3", "000D3AB41C7E", "203.0.113.27", "StandardSSD_LRS"];

    [Theory]
    [InlineData(60)]
    [InlineData(70)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public async Task No_id_is_broken_and_no_line_is_too_long_but_where_one_word_is(int width)
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        foreach (var arguments in new string[][] { ["show"], ["show", "instance"], ["doctor"], ["attest"], ["versions"] })
        {
            var run = await Run.OnTerminalAsync(emulator, width, arguments);
            run.Succeeded();
            foreach (var line in run.Lines.Where(line => line.Length > width))
            {
                // What is too long is one word behind its name, which a terminal shows whole over two lines.
                Assert.DoesNotContain(' ', line[(line.LastIndexOf("  ", StringComparison.Ordinal) + 2)..]);
            }

            if (arguments is ["show"])
            {
                Assert.All(Ids, id => Assert.Contains(run.Lines, line => line.Contains(id, StringComparison.Ordinal)));
            }
        }
    }

    [Fact]
    public async Task Tables_that_do_not_fit_have_their_rows_below_each_other()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        var wide = await Run.OnTerminalAsync(emulator, 80, "show");
        var narrow = await Run.OnTerminalAsync(emulator, 60, "show");

        Assert.Contains("data 1     1    orchard-logs       128  StandardSSD_LRS  ReadOnly   Empty", wide.Lines);
        Assert.Contains("disk     data 1", narrow.Lines);
        Assert.Contains("type     StandardSSD_LRS", narrow.Lines);
        Assert.Contains("0    000D3AB41C7E  10.20.1.4  203.0.113.27  10.20.1.0/24", narrow.Lines); // this one fits
    }

    [Fact]
    public async Task In_a_pipe_each_value_is_a_line_with_the_route_that_get_takes()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        var run = await Run.PipedAsync(emulator, "show");

        run.Succeeded();
        Assert.All(run.Lines, line => Assert.Equal(2, line.Split('\t').Length));
        var last = run.Lines.Single(line => line.StartsWith("instance/network/interface/1/macAddress", StringComparison.Ordinal))
            .Split('\t');
        Assert.Equal(last[1], Assert.Single((await Run.PipedAsync(emulator, "get", last[0])).Lines));
    }

    [Fact]
    public async Task Values_cannot_command_a_terminal_nor_break_a_record()
    {
        var document =
            """{"compute":{"name":"vm","tagsList":[{"name":"escape","value":"\u001b[2J\u202e\r\nrm\tx"},{"name":"markup","value":"[red]no[/] :key:"}]},"network":{}}""";
        await using var emulator = await ImdsEmulator.StartAsync(new() { Document = document });

        foreach (var run in new[] { await Run.PipedAsync(emulator, "show"), await Run.OnTerminalAsync(emulator, 80, "show"), await Run
            .OnTerminalAsync(emulator, 80, "show", "instance") })
        {
            Assert.Contains(@"\u001b[2J\u202e\r\nrm\tx", run.Succeeded(), StringComparison.Ordinal);
            Assert.Contains("[red]no[/] :key:", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(run.Output, c => char.IsControl(c) && c is not ('\n' or '\t'));
        }
    }

    [Fact]
    public async Task Json_is_the_document_and_yaml_the_same()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        Json.Same(await new MetadataService(emulator.Endpoint)
            .TextAsync("instance?api-version=2025-04-07"), (await Run.PipedAsync(emulator, "show", "-o", "json")).Succeeded());
        var yaml = (await Run.PipedAsync(emulator, "get", "network/interface/0", "-o", "yaml")).Lines;
        Assert.Equal(
            [
                "ipv4:",
                "  ipAddress:",
                "    - privateIpAddress: \"10.20.1.4\"",
                "      publicIpAddress: \"203.0.113.27\"",
                "    - privateIpAddress: \"10.20.1.5\"",
                "      publicIpAddress: \"\"",
                "  subnet:",
                "    - address: \"10.20.1.0\"",
                "      prefix: \"24\"",
                "ipv6:",
                "  ipAddress:",
                "    - privateIpAddress: \"fd20:1::4\"",
                "macAddress: \"000D3AB41C7E\"",
            ],
            yaml);
    }

    [Theory]
    [InlineData("compute/vmSize", "Standard_D4s_v5")]
    [InlineData("compute.tagsList[1].value", "orchard team")]
    [InlineData("network/interface/*/macAddress", "000D3AB41C7E\n000D3AB41C7F")]
    [InlineData("compute/tagsList", "environment\tproduction\nowner\torchard team\ncost-center\t4711")]
    public async Task A_query_goes_by_route(string query, string expected)
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        Assert.Equal(expected + "\n", (await Run.PipedAsync(emulator, "show", "--query", query)).Succeeded());
    }

    [Fact]
    public async Task A_query_that_leads_nowhere_says_what_there_is()
    {
        await using var emulator = await ImdsEmulator.StartAsync();

        Assert.Contains("Did you mean network?", (await Run.PipedAsync(emulator, "show", "-q", "netwrk"))
            .Failed(ExitCode.NotThere), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_and_lines_are_those_that_the_terminal_has()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        var endpoint = emulator.Endpoint.ToString();

        Assert.Contains(
            "\u001b[", (await Run.OfAsync(Run.Terminal(80, colours: true), endpoint, ["show"])).Succeeded(), StringComparison.Ordinal);
        Assert.Contains(
            "└── ", (await Run.OfAsync(Run.Terminal(80), endpoint, ["show", "instance"])).Succeeded(), StringComparison.Ordinal);
        var plain = (await Run.OfAsync(Run.Terminal(80, lines: false), endpoint, ["show", "instance"])).Succeeded();
        Assert.All(plain, c => Assert.True(char.IsAscii(c)));
        Assert.Contains("`-- ", plain, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xterm-256color", null, "en_US.UTF-8", true)]
    [InlineData("xterm-256color", null, "C", false)]
    [InlineData("dumb", null, "en_US.UTF-8", false)]
    [InlineData("xterm-256color", null, null, false)]
    public void Lines_are_drawn_where_the_locale_and_the_terminal_have_them(string term, string? noColour, string? lang, bool lines)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows goes by its code page.");
        var terminal = Imds.Tool.Output.Terminal
            .Detect(name => name switch { "TERM" => term, "NO_COLOR" => noColour, "LANG" => lang, _ => null });

        Assert.Equal(lines, terminal.HasLines);
    }
}
