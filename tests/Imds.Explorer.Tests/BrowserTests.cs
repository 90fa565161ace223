using Deque.AxeCore.Playwright;
using Imds.Emulator;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Imds.Explorer.Tests;

/// <summary>The page as a person meets it, by the keyboard where there is a choice.</summary>
public sealed class BrowserTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Views = ["metadata", "availability", "events", "identities", "faults", "requests", "attested"];

    [Fact]
    public async Task The_tree_is_walked_and_copied_from_by_keys_alone()
    {
        var page = await browser.OpenAsync();
        await page.FocusAsync("[role=treeitem][aria-selected=true]");

        foreach (var key in new[] { "ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown" })
        {
            await page.Keyboard.PressAsync(key);
        }

        await Expect(page.Locator("#node-name")).ToHaveTextAsync("compute.additionalCapabilities.hibernationEnabled");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("ArrowLeft");
        while (await page.TextContentAsync("#node-name") != "compute.vmSize")
        {
            await page.Keyboard.PressAsync("ArrowUp");
        }

        var url = $"{browser.Emulator.Endpoint}/instance/compute/vmSize?api-version=2025-04-07&format=text";
        foreach (var (key, text) in new[]
        {
            ("u", url), ("c", $"curl -H Metadata:true \"{url}\""), ("a", "await imds.Instance.Compute.VmSize.GetAsync()"),
            ("v", "Standard_D4s_v5"),
        })
        {
            await page.Keyboard.PressAsync(key);
            await Expect(page.Locator("#said")).ToContainTextAsync("Copied");
            await page.WaitForFunctionAsync("text => navigator.clipboard.readText().then(held => held === text)", text);
        }

        await browser.CloseAsync(page);
    }

    [Fact]
    public async Task What_a_version_has_not_is_greyed_out_and_offers_nothing_to_ask()
    {
        var page = await browser.OpenAsync();
        var profile = page.Locator("[role=treeitem][data-route='/compute/securityProfile']").First;
        await Expect(profile.Locator("> span")).Not.ToHaveClassAsync("absent");

        await page.SelectOptionAsync("#version", "2019-11-01");

        await Expect(profile.Locator("> span")).ToHaveClassAsync("absent");
        await profile.Locator("> span").ClickAsync();
        await Expect(page.Locator("#node-availability")).ToContainTextAsync("not at 2019-11-01");
        await Expect(page.Locator("#node-parts dt")).ToHaveCountAsync(1);
        await page.Locator("[role=treeitem][data-route='/compute/vmSize'] > span").ClickAsync();
        await Expect(page.Locator("#node-parts")).ToContainTextAsync("api-version=2019-11-01");
        await browser.CloseAsync(page);
    }

    [Fact]
    public async Task The_matrix_is_searched_and_two_versions_compared()
    {
        var page = await browser.OpenAsync("availability");
        await Expect(page.Locator("#matrix thead th")).ToHaveCountAsync(36);

        await page.FillAsync("#search", "securitytype");
        await Expect(page.Locator("#matrix tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("#matrix td.yes")).ToHaveCountAsync(6);
        await page.SelectOptionAsync("#from", "2021-02-01");
        await page.SelectOptionAsync("#to", "2021-12-13");
        await Expect(page.Locator("#came")).ToHaveTextAsync("compute.securityProfile.securityType");
        await page.FillAsync("#search", "customData");
        await page.SelectOptionAsync("#from", "2019-04-30");
        await Expect(page.Locator("#went")).ToHaveTextAsync("compute.customData");
        await browser.CloseAsync(page);
    }

    [Fact]
    public async Task An_event_is_added_approved_and_its_life_drawn()
    {
        var page = await browser.OpenAsync("events");
        await page.SelectOptionAsync("#event-by", "user");
        await page.FillAsync("#event-lasts", "1h");
        await page.ClickAsync("text=reboot");

        var card = page.Locator("#event-list > li");
        await Expect(card).ToContainTextAsync("by user, Scheduled");
        await Expect(card.Locator("svg[role=img]")).ToHaveAttributeAsync("aria-label", "Reboot: Scheduled");
        await card.GetByRole(AriaRole.Button, new() { Name = "Approve" }).PressAsync("Enter");
        await Expect(card).ToContainTextAsync("Started");

        await page.ClickAsync("text=preempt");
        await Expect(card).ToHaveCountAsync(2);
        await card.Nth(1).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(card.Nth(1)).ToContainTextAsync("Cancelled");
        await page.FillAsync("#event-notice", "soon");
        await page.ClickAsync("text=freeze");
        await Expect(page.Locator("#said")).ToContainTextAsync("'soon' is no length of time");
        await page.Context.CloseAsync(); // With a word on its console: the browser tells of each reply of 400.
    }

    [Fact]
    public async Task Faults_are_set_and_requests_come_in_as_they_are_answered()
    {
        var page = await browser.OpenAsync("faults");
        await page.SelectOptionAsync("#fault-endpoint", "versions");
        await page.FillAsync("#fault-name", "429:3s");
        await page.FillAsync("#fault-count", "1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#fault-list")).ToContainTextAsync("versions 429:3s, 1 more");

        await page.ClickAsync("nav >> text=Requests");
        using var client = new HttpClient(browser.Emulator.CreateHandler()) { DefaultRequestHeaders = { { "Metadata", "true" } } };
        using var first = await client.GetAsync($"{browser.Emulator.Endpoint}/versions");
        await Expect(page.Locator("#request-list tr").First).ToContainTextAsync("GET /metadata/versions429 (429:3s)");
        using var second = await client.GetAsync($"{browser.Emulator.Endpoint}/versions");
        await Expect(page.Locator("#request-list tr").First).ToContainTextAsync("GET /metadata/versions200");
        await Expect(page.Locator("#request-list tr")).ToHaveCountAsync(2);
        await browser.CloseAsync(page);
    }

    [Fact]
    public async Task An_attested_document_is_decoded_and_checked()
    {
        var page = await browser.OpenAsync("attested");
        await Expect(page.Locator("#verdict")).ToContainTextAsync("To be believed");
        await Expect(page.Locator("#attested-document")).ToContainTextAsync("\"vmId\": \"8e2f6a14-0b9d-4c37-a5e1-d7c3902b468f\"");

        await page.SelectOptionAsync("#defect", "look-alike-domain");
        await page.ClickAsync("text=Ask");
        await Expect(page.Locator("#verdict")).ToContainTextAsync("Not to be believed");
        await Expect(page.Locator("#checks .bad")).ToHaveCountAsync(1);
        await browser.CloseAsync(page);
    }

    [Fact]
    public async Task Identities_are_shown_with_what_asks_for_a_token()
    {
        var page = await browser.OpenAsync("identities");
        await Expect(page.Locator("#identity-list > li")).ToHaveCountAsync(2);
        await page.Locator("#identity-list button").Nth(1).ClickAsync();
        await page.WaitForFunctionAsync("() => navigator.clipboard.readText().then(held => held.includes('&client_id=d1a46b08'))");
        await browser.CloseAsync(page);
    }

    [Fact]
    public async Task Of_several_machines_each_has_a_page_that_shows_it_and_leads_to_the_others()
    {
        await using var several = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { Machines = 2 });
        var page = await browser.OpenAsync();
        await page.GotoAsync(new Uri(several.Endpoints[1], "/").AbsoluteUri);

        await Expect(page.Locator("#endpoint")).ToHaveTextAsync(several.Endpoints[1].AbsoluteUri);
        await Expect(page.Locator("[data-route='/compute/name']")).ToContainTextAsync("orchard-web_1");
        await page.ClickAsync("#others a");
        await Expect(page.Locator("[data-route='/compute/name']")).ToContainTextAsync("orchard-web_0");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_skip_link_leads_past_the_navigation_and_stays_in_its_view()
    {
        var page = await browser.OpenAsync("identities");
        await page.FocusAsync(".skip");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#main")).ToBeFocusedAsync();
        await Expect(page.Locator("#view-identities")).ToBeVisibleAsync();
        await browser.CloseAsync(page);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_in_any_view(ColorScheme scheme)
    {
        var page = await browser.OpenAsync(scheme: scheme);
        browser.Emulator.ScheduledEvents.Add(new EmulatedEvent { Type = ScheduledEventType.Reboot });
        browser.Emulator.Faults.Add("versions", ImdsFault.Status(503));
        await page.SelectOptionAsync("#version", "2020-06-01"); // With greyed nodes in the tree.
        foreach (var view in Views)
        {
            await ShowAsync(page, view);
            if (view == "availability")
            {
                await page.FillAsync("#search", "security"); // Some rows stand for all.
            }

            var result = await page.RunAxe();
            Assert.Equal("", string.Join('\n', result.Violations.Select(found => $"{view}: {found.Id}: {found.Nodes[0].Html}")));
        }

        await browser.CloseAsync(page);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(768)]
    [InlineData(1280)]
    [InlineData(1920)]
    [InlineData(2560)]
    public async Task No_view_is_wider_than_the_window(int width)
    {
        var page = await browser.OpenAsync(width: width);
        browser.Emulator.ScheduledEvents.Add(new EmulatedEvent { Type = ScheduledEventType.Reboot });
        foreach (var view in Views)
        {
            await ShowAsync(page, view);
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0, view);
        }

        await browser.CloseAsync(page);
    }

    private static async Task ShowAsync(IPage page, string view)
    {
        await page.ClickAsync($"nav a[href='#{view}']");
        await Expect(page.Locator($"#view-{view}")).ToBeVisibleAsync();
        var filled = view switch
        {
            "availability" => "#matrix td",
            "events" => "#event-list li",
            "attested" => "#checks li",
            _ => $"#view-{view} h2",
        };
        await Expect(page.Locator(filled).First).ToBeVisibleAsync();
    }
}
