using System.Text.Json.Serialization;

namespace Imds.Benchmarks.Json.Peer;

// What a user writes by hand for System.Text.Json's source generation, as its documentation has it: the shape of 2023-07-01.

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Instance))]
internal sealed partial class PeerContext : JsonSerializerContext;

internal sealed class Instance
{
    public Compute Compute { get; set; } = new();
    public Network Network { get; set; } = new();
}

internal sealed class Compute
{
    public AdditionalCapabilities AdditionalCapabilities { get; set; } = new();
    public string AzEnvironment { get; set; } = "";
    public string EvictionPolicy { get; set; } = "";
    public ExtendedLocation ExtendedLocation { get; set; } = new();
    public Reference Host { get; set; } = new();
    public Reference HostGroup { get; set; } = new();
    public string IsHostCompatibilityLayerVm { get; set; } = "";
    public string LicenseType { get; set; } = "";
    public string Location { get; set; } = "";
    public string Name { get; set; } = "";
    public string Offer { get; set; } = "";
    public OsProfile OsProfile { get; set; } = new();
    public string OsType { get; set; } = "";
    public string PlacementGroupId { get; set; } = "";
    public Plan Plan { get; set; } = new();
    public string PlatformFaultDomain { get; set; } = "";
    public string PlatformSubFaultDomain { get; set; } = "";
    public string PlatformUpdateDomain { get; set; } = "";
    public string Priority { get; set; } = "";
    public string Provider { get; set; } = "";
    public List<PublicKey> PublicKeys { get; set; } = [];
    public string Publisher { get; set; } = "";
    public string ResourceGroupName { get; set; } = "";
    public string ResourceId { get; set; } = "";
    public SecurityProfile SecurityProfile { get; set; } = new();
    public string Sku { get; set; } = "";
    public StorageProfile StorageProfile { get; set; } = new();
    public string SubscriptionId { get; set; } = "";
    public string Tags { get; set; } = "";
    public List<Tag> TagsList { get; set; } = [];
    public string UserData { get; set; } = "";
    public string Version { get; set; } = "";
    public Reference VirtualMachineScaleSet { get; set; } = new();
    public string VmId { get; set; } = "";
    public string VmScaleSetName { get; set; } = "";
    public string VmSize { get; set; } = "";
    public string Zone { get; set; } = "";
}

internal sealed class AdditionalCapabilities
{
    public string HibernationEnabled { get; set; } = "";
}

internal sealed class ExtendedLocation
{
    public string Name { get; set; } = "";
    public string Type { get; set; } = "";
}

internal sealed class Reference
{
    public string Id { get; set; } = "";
}

internal sealed class OsProfile
{
    public string AdminUsername { get; set; } = "";
    public string ComputerName { get; set; } = "";
    public string DisablePasswordAuthentication { get; set; } = "";
}

internal sealed class Plan
{
    public string Name { get; set; } = "";
    public string Product { get; set; } = "";
    public string Publisher { get; set; } = "";
}

internal sealed class PublicKey
{
    public string KeyData { get; set; } = "";
    public string Path { get; set; } = "";
}

internal sealed class SecurityProfile
{
    public string EncryptionAtHost { get; set; } = "";
    public string SecureBootEnabled { get; set; } = "";
    public string SecurityType { get; set; } = "";
    public string VirtualTpmEnabled { get; set; } = "";
}

internal sealed class StorageProfile
{
    public List<DataDisk> DataDisks { get; set; } = [];
    public ImageReference ImageReference { get; set; } = new();
    public OsDisk OsDisk { get; set; } = new();
    public ResourceDisk ResourceDisk { get; set; } = new();
}

internal sealed class DataDisk
{
    public string BytesPerSecondThrottle { get; set; } = "";
    public string Caching { get; set; } = "";
    public string CreateOption { get; set; } = "";
    public string DiskCapacityBytes { get; set; } = "";
    public string DiskSizeGB { get; set; } = "";
    public Location Image { get; set; } = new();
    public string IsSharedDisk { get; set; } = "";
    public string IsUltraDisk { get; set; } = "";
    public string Lun { get; set; } = "";
    public ManagedDisk ManagedDisk { get; set; } = new();
    public string Name { get; set; } = "";
    public string OpsPerSecondThrottle { get; set; } = "";
    public Location Vhd { get; set; } = new();
    public string WriteAcceleratorEnabled { get; set; } = "";
}

internal sealed class Location
{
    public string Uri { get; set; } = "";
}

internal sealed class ManagedDisk
{
    public string Id { get; set; } = "";
    public string StorageAccountType { get; set; } = "";
}

internal sealed class ImageReference
{
    public string CommunityGalleryImageId { get; set; } = "";
    public string ExactVersion { get; set; } = "";
    public string Id { get; set; } = "";
    public string Offer { get; set; } = "";
    public string Publisher { get; set; } = "";
    public string SharedGalleryImageId { get; set; } = "";
    public string Sku { get; set; } = "";
    public string Version { get; set; } = "";
}

internal sealed class OsDisk
{
    public string Caching { get; set; } = "";
    public string CreateOption { get; set; } = "";
    public DiffDiskSettings DiffDiskSettings { get; set; } = new();
    public string DiskSizeGB { get; set; } = "";
    public EncryptionSettings EncryptionSettings { get; set; } = new();
    public Location Image { get; set; } = new();
    public ManagedDisk ManagedDisk { get; set; } = new();
    public string Name { get; set; } = "";
    public string OsType { get; set; } = "";
    public Location Vhd { get; set; } = new();
    public string WriteAcceleratorEnabled { get; set; } = "";
}

internal sealed class DiffDiskSettings
{
    public string Option { get; set; } = "";
}

internal sealed class EncryptionSettings
{
    public DiskEncryptionKey DiskEncryptionKey { get; set; } = new();
    public string Enabled { get; set; } = "";
    public KeyEncryptionKey KeyEncryptionKey { get; set; } = new();
}

internal sealed class DiskEncryptionKey
{
    public string SecretUrl { get; set; } = "";
    public Reference SourceVault { get; set; } = new();
}

internal sealed class KeyEncryptionKey
{
    public string KeyUrl { get; set; } = "";
    public Reference SourceVault { get; set; } = new();
}

internal sealed class ResourceDisk
{
    public string Size { get; set; } = "";
}

internal sealed class Tag
{
    public string Name { get; set; } = "";
    public string Value { get; set; } = "";
}

internal sealed class Network
{
    public List<Interface> Interface { get; set; } = [];
}

internal sealed class Interface
{
    public Ipv4 Ipv4 { get; set; } = new();
    public Ipv6 Ipv6 { get; set; } = new();
    public string MacAddress { get; set; } = "";
}

internal sealed class Ipv4
{
    public List<Ipv4Address> IpAddress { get; set; } = [];
    public List<Subnet> Subnet { get; set; } = [];
}

internal sealed class Ipv4Address
{
    public string PrivateIpAddress { get; set; } = "";
    public string PublicIpAddress { get; set; } = "";
}

internal sealed class Subnet
{
    public string Address { get; set; } = "";
    public string Prefix { get; set; } = "";
}

internal sealed class Ipv6
{
    public List<Ipv6Address> IpAddress { get; set; } = [];
}

internal sealed class Ipv6Address
{
    public string PrivateIpAddress { get; set; } = "";
}
