using Imds.Emulator;

namespace Inspect.Tests;

/// <summary>What a person sees, and what grep finds in it.</summary>
public sealed class TextTests
{
    [Fact]
    public async Task Without_arguments_every_section_of_an_emulated_VM_is_shown()
    {
        var run = await InspectProcess.RunAsync();

        Assert.Matches(@"^http://127\.0\.0\.1:\d+/metadata api-version 2025-04-07\r?\n", run.Succeeded());
        foreach (var section in Sections.Section.All)
        {
            Assert.NotEmpty(run.Section(section.Title));
        }

        Assert.DoesNotContain("not shown", run.Output, StringComparison.Ordinal);
        Assert.Contains(run.Section("Scheduled events"), line => line.EndsWith("EventType: Reboot", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_trees_hold_every_field_of_the_service_under_its_name()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { ScheduledEvents = [new() { Type = ScheduledEventType.Freeze }] });
        var run = await InspectProcess.RunAsync(emulator);

        var instance = Fields.OfTree(run.Section("Instance"));
        Assert.Equal("orchard-web-01", instance["/compute/osProfile/computerName"]);
        Assert.Equal("", instance["/compute/licenseType"]);
        Assert.Equivalent(Fields.OfJson(await new MetadataService(emulator.Endpoint).JsonAsync("instance?api-version=2025-04-07")),
            instance, strict: true);
        Assert.Equivalent(
            Fields.OfJson(await new MetadataService(emulator.Endpoint).JsonAsync("scheduledevents?api-version=2020-07-01")),
            Fields.OfTree(run.Section("Scheduled events")), strict: true);
    }

    [Fact]
    public async Task The_tables_have_a_row_for_each_thing()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        var run = await InspectProcess.RunAsync(emulator);

        Assert.Equal(
            [
                "interface macAddress family privateIpAddress publicIpAddress subnet",
                "0 000D3AB41C7E ipv4 10.20.1.4 203.0.113.27 10.20.1.0/24",
                "0 000D3AB41C7E ipv4 10.20.1.5 10.20.1.0/24",
                "0 000D3AB41C7E ipv6 fd20:1::4",
                "1 000D3AB41C7F ipv4 10.20.2.4 10.20.2.0/25",
            ],
            Words(run.Section("Network interfaces")));
        Assert.Equal(
            [
                "disk lun name diskSizeGB size storageAccountType caching createOption",
                "osDisk orchard-web-01-os 64 Premium_LRS ReadWrite FromImage",
                "dataDisks[0] 0 orchard-db 512 UltraSSD_LRS None Attach",
                "dataDisks[1] 1 orchard-logs 128 StandardSSD_LRS ReadOnly Empty",
                "resourceDisk 78643200",
            ],
            Words(run.Section("Disks")));
        Assert.Equal(["name value", "environment production", "owner orchard team", "cost-center 4711"], Words(run.Section("Tags")));
        Assert.Equal(
            [
                "list frontendIpAddress protocol frontendPort backendPort privateIpAddress",
                "publicIpAddresses 203.0.113.40 10.20.1.4",
                "inboundRules 203.0.113.41 tcp 443 8443 10.20.1.4",
                "inboundRules 2001:db8:40::41 tcp 443 8443 fd20:1::4",
                "outboundRules 203.0.113.42 10.20.1.4",
            ],
            Words(run.Section("Load balancer")));
        Assert.Equal(
            [
                "route value",
                "instance/compute/vmId 8e2f6a14-0b9d-4c37-a5e1-d7c3902b468f",
                "instance/compute/vmSize Standard_D4s_v5",
                "instance/compute/osProfile/computerName orchard-web-01",
                "instance/compute/storageProfile/osDisk/managedDisk/storageAccountType Premium_LRS",
                "instance/network/interface/0/ipv4/ipAddress/0/publicIpAddress 203.0.113.27",
            ],
            Words(run.Section("Single fields by their routes")));
    }

    [Fact]
    public async Task The_attested_document_is_shown_decoded_with_its_signer()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { AttestedDomain = "metadata.azure.us" });
        var run = await InspectProcess.RunAsync(emulator, "attested");

        var fields = Fields.OfTree(run.Section("Attested document"));
        Assert.Equal("8e2f6a14-0b9d-4c37-a5e1-d7c3902b468f", fields["/document/vmId"]);
        Assert.Matches("^[0-9]{10}$", fields["/document/nonce"]);
        Assert.Equal("CN=northeurope.metadata.azure.us", fields["/signers/[0]/subject"]);
        Assert.Contains(emulator.Requests,
            request => request.Target.Contains($"nonce={fields["/document/nonce"]}", StringComparison.Ordinal));
        Assert.Equal("true", fields["/check/trusted"]); // whoever names an emulator's address believes its certificate authority
    }

    [Fact]
    public async Task An_attested_document_with_a_fault_is_shown_and_not_trusted()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        emulator.Faults.Add("attested/document", ImdsFault.Attested(AttestedDefect.OtherAuthority));
        var fields = Fields.OfTree((await InspectProcess.RunAsync(emulator, "attested")).Section("Attested document"));

        Assert.Equal("false", fields["/check/trusted"]);
        Assert.Equal("8e2f6a14-0b9d-4c37-a5e1-d7c3902b468f", fields["/document/vmId"]);
    }

    [Fact]
    public async Task A_document_for_an_earlier_nonce_is_asked_for_again()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        emulator.Faults.Add("attested/document", ImdsFault.Attested(AttestedDefect.WrongNonce), count: 1);
        var fields = Fields.OfTree((await InspectProcess.RunAsync(emulator, "attested")).Section("Attested document"));

        Assert.Equal("true", fields["/check/trusted"]);
    }

    [Fact]
    public async Task The_attested_document_of_its_own_emulator_is_trusted()
    {
        var fields = Fields.OfTree((await InspectProcess.RunAsync("attested")).Section("Attested document"));

        Assert.Equal("true", fields["/check/trusted"]);
    }

    [Fact]
    public async Task The_doctor_says_what_it_checked()
    {
        var run = await InspectProcess.RunAsync("--doctor");

        Assert.Contains("Passed  answer:", run.Succeeded(), StringComparison.Ordinal);
        Assert.DoesNotContain("Failed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_says_what_is_wrong_and_what_to_do()
    {
        await using var server = await OtherServer.StartAsync("text/html", "<!doctype html><title>Sign in</title>");
        var run = await InspectProcess.RunAsync("--doctor", "--endpoint", server.Address);

        Assert.Equal(1, run.Code);
        Assert.Contains("Failed  answer:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_sections_that_are_asked_for_are_read()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        var run = await InspectProcess.RunAsync(emulator, "tags", "versions");

        Assert.Equal(["2017-03-01", "2017-04-02"], run.Section("Versions").Single().Split(' ')[..2]);
        Assert.NotEmpty(run.Section("Tags"));
        Assert.Empty(run.Section("Instance"));
        Assert.Equal(
            ["/metadata/instance", "/metadata/instance/compute/tagsList", "/metadata/versions"],
            emulator.Requests.Select(request => request.Target.Split('?')[0]));
    }

    [Fact]
    public async Task A_section_that_fails_is_shown_as_such_among_the_others()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new() { BehindLoadBalancer = false });
        var run = await InspectProcess.RunAsync(emulator);

        var line = Assert.Single(run.Section("Load balancer"));
        Assert.StartsWith("not shown: ", line, StringComparison.Ordinal);
        Assert.Contains("No load balancer metadata is found", line, StringComparison.Ordinal);
        Assert.NotEmpty(run.Section("Instance"));
        Assert.NotEmpty(run.Section("Scheduled events"));
    }

    [Fact]
    public async Task A_VM_with_next_to_nothing_is_shown()
    {
        await using var emulator =
            await ImdsEmulator.StartAsync(new() { Document = """{"compute":{"vmId":"v"},"network":{"interface":[]}}""" });
        var run = await InspectProcess.RunAsync(emulator);

        Assert.Equal(["none"], run.Section("Network interfaces"));
        Assert.Equal(["route value", "instance/compute/vmId v"], Words(run.Section("Single fields by their routes")));
        Assert.Contains("└── network", run.Section("Instance"));
    }

    [Fact]
    public async Task Values_are_shown_as_they_are_on_one_line_and_cannot_command_the_terminal()
    {
        var userData = string.Concat(Enumerable.Repeat("VGhlIG9yY2hhcmQg", 4_000));
        var document = $$"""
            {
              "compute": {
                "name": "vm", "userData": "{{userData}}",
                "tagsList": [
                  { "name": "markup", "value": "[red]not red[/] :key: [/" },
                  { "name": "escape", "value": "\u001b[2J\u202e\r\nrm" },
                  { "name": "spaced  out", "value": "a  b\tc" }
                ]
              }
            }
            """;
        await using var emulator = await ImdsEmulator.StartAsync(new() { Document = document });
        var run = await InspectProcess.RunAsync(emulator, "instance", "tags");

        var fields = Fields.OfTree(run.Section("Instance"));
        Assert.Equal(userData, fields["/compute/userData"]);
        Assert.Equal("[red]not red[/] :key: [/", fields["/compute/tagsList/[0]/value"]);
        Assert.Equal(
            [
                "name         value",
                "markup       [red]not red[/] :key: [/",
                @"escape       \u001b[2J\u202e\r\nrm",
                @"spaced  out  a  b\tc",
            ],
            run.Section("Tags"));
        Assert.DoesNotContain(run.Output, c => char.IsControl(c) && c is not ('\r' or '\n'));
    }

    [Fact]
    public async Task Piped_output_has_neither_control_codes_nor_spaces_at_the_end_of_a_line()
    {
        var output = (await InspectProcess.RunAsync()).Succeeded();

        Assert.DoesNotContain(output, c => char.IsControl(c) && c is not ('\r' or '\n'));
        Assert.DoesNotContain(output.Split('\n').Select(line => line.TrimEnd('\r')), line => line.EndsWith(' '));
    }

    /// <summary>The lines of a table without the spaces that align them.</summary>
    private static IEnumerable<string> Words(IEnumerable<string> lines) =>
        lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
