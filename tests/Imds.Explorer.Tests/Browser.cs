using Imds.Emulator;
using Microsoft.Playwright;

namespace Imds.Explorer.Tests;

/// <summary>Debian's Chromium, and an emulator for it to look at. Where it is not installed, a test says so and is skipped.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string? Program = Array.Find(Places, File.Exists);

    private readonly List<string> _complaints = [];
    private readonly List<string> _asked = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ImdsEmulator Emulator { get; private set; } = null!;

    public Uri Address => new(Emulator.Endpoint, "/");

    public async ValueTask InitializeAsync()
    {
        Emulator = await ImdsEmulator.StartAsync();
        if (Program is not null)
        {
            Assertions.SetDefaultExpectTimeout(60_000); // On a machine that is busy with other tests.
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox"] });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await Emulator.DisposeAsync();
    }

    /// <summary>A fresh page on an emulator as at its start, showing one view.</summary>
    public async Task<IPage> OpenAsync(string view = "", int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, "This machine has no Chromium: apt-get install chromium.");
        Emulator.Reset();
        _complaints.Clear();
        _asked.Clear();
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        page.Console += (_, message) => _complaints.Add(message.Text);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) => _asked.Add(request.Url);
        await page.GotoAsync($"{Address}#{view}");
        await page.WaitForSelectorAsync("body[data-ready]");
        return page;
    }

    /// <summary>The page went without a word on its console, a breach of its policy included, and asked nobody but the emulator.</summary>
    public async Task CloseAsync(IPage page)
    {
        await page.Context.CloseAsync();
        Assert.Empty(_complaints);
        Assert.All(_asked, url => Assert.True(url.StartsWith(Address.AbsoluteUri, StringComparison.Ordinal) || url == "data:,", url));
    }
}
