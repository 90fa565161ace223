using Imds;
using Inspect.Output;

namespace Inspect.Sections;

/// <summary>The disks: the one with the system, those with data, and the temporary one.</summary>
internal sealed class DisksSection() : Section("disks", "Disks")
{
    private static readonly string[] Columns =
        ["disk", "lun", "name", "diskSizeGB", "size", "storageAccountType", "caching", "createOption"];

    public override async Task<Content> ReadAsync(ImdsClient imds, CancellationToken cancellationToken)
    {
        StorageProfile storage = await imds.Instance.Compute.StorageProfile.GetAsync(cancellationToken);

        OsDisk os = storage.OsDisk;
        string[] osRow = ["osDisk", "", os.Name, os.DiskSizeGB, "", os.ManagedDisk.StorageAccountType, os.Caching, os.CreateOption];
        var dataRows = storage.DataDisks.Select((DataDisk disk, int index) => new[]
        {
            $"dataDisks[{index}]", disk.Lun, disk.Name, disk.DiskSizeGB, "", disk.ManagedDisk.StorageAccountType, disk.Caching,
            disk.CreateOption,
        });
        string[] resourceRow = ["resourceDisk", "", "", "", storage.ResourceDisk.Size, "", "", ""];

        return new Content(Layout.Table(Columns, [osRow, .. dataRows, resourceRow]), storage);
    }
}
