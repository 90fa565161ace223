namespace Imds.Emulator;

/// <summary>A managed identity of the emulated VM.</summary>
/// <param name="ClientId">What <c>client_id</c> selects.</param>
/// <param name="ObjectId">What <c>object_id</c> selects.</param>
/// <param name="ResourceId">What <c>msi_res_id</c> selects; empty for the system-assigned identity.</param>
public sealed record EmulatedIdentity(string ClientId, string ObjectId, string ResourceId = "");
