using System.Text.Json;
using Imds.Emulator;

namespace Imds.Runtime.Tests;

/// <summary>The runtime against the emulator, which was written from the service's description and not from the runtime.</summary>
public class EmulatorTests
{
    private const string Newest = "2025-04-07";

    [Fact]
    public async Task Documents_values_and_lists_come_through()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        await using var connection = Connect(emulator);
        var instance = new ImdsRoute(connection, ServiceEndpoints.Instance);
        var vmId = await new ImdsLeaf<string>(instance.To("instance/compute/vmId")).GetAsync();
        Assert.NotEmpty(vmId);
        Assert.Equal(vmId, await instance.GetAsync((ref Utf8JsonReader reader) => Member(ref reader, "compute", "vmId"), default));
        Assert.Equal(["compute/", "network/"], (await instance.ListAsync(default)).Order());
        var macAddress = await instance.At("instance/network/interface/{0}/macAddress", 0).GetTextAsync(default);
        Assert.Matches("^[0-9A-F]{12}$", macAddress);
        var missing = await Assert.ThrowsAsync<ImdsException>(() =>
            instance.At("instance/network/interface/{0}/macAddress", 99).GetTextAsync(default));
        Assert.Equal(ImdsFailure.Refused, missing.Reason);
        var leafAsJson = await Assert.ThrowsAsync<ImdsException>(() =>
            instance.To("instance/compute/vmId").GetAsync(ImdsJson.ReadString, default));
        Assert.Equal("Bad request", leafAsJson.Error);
    }

    [Fact]
    public async Task The_emulator_is_taken_for_the_service_and_all_is_well_with_it()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        await using var connection = Connect(emulator);
        Assert.True(await connection.IsAvailableAsync());
        var diagnosis = await connection.DiagnoseAsync();
        Assert.True(diagnosis.IsHealthy, diagnosis.ToString());
    }

    [Fact]
    public async Task A_host_that_is_behind_is_asked_for_an_older_version()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { NewestApiVersion = "2020-09-01" });
        await using var connection =
            new ImdsConnection(Options(emulator), "2021-02-01", "2019-06-01", ["2019-06-01", "2020-06-01", "2020-09-01", "2021-02-01"]);
        Assert.NotEmpty(await new ImdsLeaf<string>(ServiceEndpoints.Route(connection, "instance/compute/vmId")).GetAsync());
        Assert.Equal("2020-09-01", connection.ApiVersion.ToString());
    }

    [Fact]
    public async Task An_attested_document_is_trusted_with_the_emulator_s_root_alone()
    {
        await using var emulator = await ImdsEmulator.StartAsync();
        await using var connection = Connect(emulator);
        var signature = await new ImdsRoute(connection, ServiceEndpoints.Attested).GetAsync(
            (ref Utf8JsonReader reader) => Member(ref reader, "signature"), new ImdsQuery { { "nonce", "1234567890" } }, default);
        using var http = new HttpClient();
        var options = new ImdsAttestationOptions { FetchIssuer = (address, stop) => http.GetByteArrayAsync(address, stop) };
        options.TrustedRoots.Add(emulator.RootCertificate);
        static string VmId(ref Utf8JsonReader reader) => Member(ref reader, "vmId");
        var good = await ImdsAttestation.VerifyAsync(signature, "1234567890", VmId, options);
        Assert.True(good.IsTrusted, good.Message);
        Assert.Equal(await ServiceEndpoints.Route(connection, "instance/compute/vmId").GetTextAsync(default), good.Document);
        Assert.Equal(ImdsAttestationFailure.WrongNonce, (await ImdsAttestation.VerifyAsync(signature, "0", VmId, options)).Failure);
        options.TrustedRoots.Clear();
        Assert.Equal(ImdsAttestationFailure.UntrustedSigner,
            (await ImdsAttestation.VerifyAsync(signature, "1234567890", VmId, options)).Failure);
    }

    [Fact]
    public async Task A_throttling_service_throttles_no_client_that_keeps_the_limit()
    {
        await using var emulator = await ImdsEmulator.StartAsync(new ImdsEmulatorOptions { Throttle = true });
        await using var connection = Connect(emulator, options =>
        {
            options.LimitRate = true;
            options.MaxAttempts = 1; // a throttled request would be a failure
        });
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => new ImdsRoute(connection, ServiceEndpoints.Instance).GetAsync(
            ImdsJson.ReadString, new ImdsQuery { { "extended", i % 2 == 0 ? "true" : "false" } }, default)));
        await Task.WhenAll(new[] { "vmId", "name", "location", "osType", "vmSize", "zone", "sku", "offer", "version" }.Select(
            name => ServiceEndpoints.Route(connection, "instance/compute/" + name).GetTextAsync(default)));
        Assert.Equal(11, emulator.Requests.Count); // two documents, which the twelve calls shared, and nine values
    }

    private static ImdsClientOptions Options(ImdsEmulator emulator) => new() { Endpoint = emulator.Endpoint, LimitRate = false };

    private static ImdsConnection Connect(ImdsEmulator emulator, Action<ImdsClientOptions>? change = null)
    {
        var options = Options(emulator);
        change?.Invoke(options);
        return new ImdsConnection(options, Newest);
    }

    private static string Member(ref Utf8JsonReader reader, params string[] path)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return path.Aggregate(document.RootElement, (element, name) => element.GetProperty(name)).GetString()!;
    }
}
