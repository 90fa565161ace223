namespace Imds.Specs.Tests;

/// <summary>
/// The rows of the tables in Microsoft's document of 2025-04-07, transcribed in its order as endpoint, path and version
/// introduced. Three rows are left out and the versions of the OS disk are filled in: specs/README.md says why.
/// </summary>
internal static class DocumentedFields
{
    public static IEnumerable<(string Endpoint, string Path, string Introduced)> All { get; } =
        from line in Rows.Split('\n')
        let cells = line.Split(' ')
        select (cells[0], cells[1], cells[2]);

    private const string Rows =
        """
        instance compute.azEnvironment 2018-10-01
        instance compute.additionalCapabilities.hibernationEnabled 2021-11-01
        instance compute.customData 2019-02-01
        instance compute.evictionPolicy 2020-12-01
        instance compute.extendedLocation.type 2021-03-01
        instance compute.extendedLocation.name 2021-03-01
        instance compute.host.id 2021-11-15
        instance compute.hostGroup.id 2021-11-15
        instance compute.isHostCompatibilityLayerVm 2020-06-01
        instance compute.licenseType 2020-09-01
        instance compute.location 2017-04-02
        instance compute.name 2017-04-02
        instance compute.offer 2017-04-02
        instance compute.osProfile.adminUsername 2020-07-15
        instance compute.osProfile.computerName 2020-07-15
        instance compute.osProfile.disablePasswordAuthentication 2020-10-01
        instance compute.osType 2017-04-02
        instance compute.physicalZone 2023-11-15
        instance compute.placementGroupId 2017-08-01
        instance compute.plan 2018-04-02
        instance compute.platformUpdateDomain 2017-04-02
        instance compute.platformFaultDomain 2017-04-02
        instance compute.platformSubFaultDomain 2021-10-01
        instance compute.priority 2020-12-01
        instance compute.provider 2018-10-01
        instance compute.publicKeys 2018-04-02
        instance compute.publisher 2017-04-02
        instance compute.resourceGroupName 2017-08-01
        instance compute.resourceId 2019-03-11
        instance compute.sku 2017-04-02
        instance compute.securityProfile.secureBootEnabled 2020-06-01
        instance compute.securityProfile.virtualTpmEnabled 2020-06-01
        instance compute.securityProfile.encryptionAtHost 2021-11-01
        instance compute.securityProfile.securityType 2021-12-13
        instance compute.storageProfile 2019-06-01
        instance compute.subscriptionId 2017-08-01
        instance compute.tags 2017-08-01
        instance compute.tagsList 2019-06-04
        instance compute.userData 2021-01-01
        instance compute.version 2017-04-02
        instance compute.virtualMachineScaleSet.id 2021-03-01
        instance compute.vmId 2017-04-02
        instance compute.vmScaleSetName 2017-12-01
        instance compute.vmSize 2017-04-02
        instance compute.zone 2017-12-01
        instance compute.storageProfile.imageReference.id 2019-06-01
        instance compute.storageProfile.imageReference.offer 2019-06-01
        instance compute.storageProfile.imageReference.publisher 2019-06-01
        instance compute.storageProfile.imageReference.sku 2019-06-01
        instance compute.storageProfile.imageReference.version 2019-06-01
        instance compute.storageProfile.imageReference.communityGalleryImageId 2023-07-01
        instance compute.storageProfile.imageReference.sharedGalleryImageId 2023-07-01
        instance compute.storageProfile.imageReference.exactVersion 2023-07-01
        instance compute.storageProfile.osDisk.caching 2019-06-01
        instance compute.storageProfile.osDisk.createOption 2019-06-01
        instance compute.storageProfile.osDisk.diffDiskSettings 2019-08-01
        instance compute.storageProfile.osDisk.diskSizeGB 2019-06-01
        instance compute.storageProfile.osDisk.image 2019-06-01
        instance compute.storageProfile.osDisk.managedDisk 2019-06-01
        instance compute.storageProfile.osDisk.name 2019-06-01
        instance compute.storageProfile.osDisk.vhd 2019-06-01
        instance compute.storageProfile.osDisk.writeAcceleratorEnabled 2019-06-01
        instance compute.storageProfile.dataDisks[].bytesPerSecondThrottle 2021-05-01
        instance compute.storageProfile.dataDisks[].caching 2019-06-01
        instance compute.storageProfile.dataDisks[].createOption 2019-06-01
        instance compute.storageProfile.dataDisks[].diskCapacityBytes 2021-05-01
        instance compute.storageProfile.dataDisks[].diskSizeGB 2019-06-01
        instance compute.storageProfile.dataDisks[].image 2019-06-01
        instance compute.storageProfile.dataDisks[].isSharedDisk 2021-05-01
        instance compute.storageProfile.dataDisks[].isUltraDisk 2021-05-01
        instance compute.storageProfile.dataDisks[].lun 2019-06-01
        instance compute.storageProfile.dataDisks[].managedDisk 2019-06-01
        instance compute.storageProfile.dataDisks[].name 2019-06-01
        instance compute.storageProfile.dataDisks[].opsPerSecondThrottle 2021-05-01
        instance compute.storageProfile.dataDisks[].vhd 2019-06-01
        instance compute.storageProfile.dataDisks[].writeAcceleratorEnabled 2019-06-01
        instance compute.storageProfile.osDisk.encryptionSettings.diskEncryptionKey.sourceVault.id 2021-11-01
        instance compute.storageProfile.osDisk.encryptionSettings.diskEncryptionKey.secretUrl 2021-11-01
        instance compute.storageProfile.osDisk.encryptionSettings.keyEncryptionKey.sourceVault.id 2021-11-01
        instance compute.storageProfile.osDisk.encryptionSettings.keyEncryptionKey.keyUrl 2021-11-01
        instance compute.storageProfile.resourceDisk.size 2021-02-01
        instance network.interface[].ipv4.ipAddress[].privateIpAddress 2017-04-02
        instance network.interface[].ipv4.ipAddress[].publicIpAddress 2017-04-02
        instance network.interface[].ipv4.subnet[].address 2017-04-02
        instance network.interface[].ipv4.subnet[].prefix 2017-04-02
        instance network.interface[].ipv6.ipAddress[].privateIpAddress 2017-04-02
        instance network.interface[].macAddress 2017-04-02
        attested/document#AttestedDocument licenseType 2020-09-01
        attested/document#AttestedDocument nonce 2018-10-01
        attested/document#AttestedDocument plan 2018-10-01
        attested/document#AttestedDocument timeStamp.createdOn 2018-10-01
        attested/document#AttestedDocument timeStamp.expiresOn 2018-10-01
        attested/document#AttestedDocument vmId 2018-10-01
        attested/document#AttestedDocument subscriptionId 2019-04-30
        attested/document#AttestedDocument sku 2019-11-01
        """;
}
