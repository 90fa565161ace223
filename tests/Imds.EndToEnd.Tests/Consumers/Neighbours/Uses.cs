namespace Neighbours
{
    internal static class Uses
    {
        public static async global::System.Threading.Tasks.Task<string> SizeAsync(global::Imds.ImdsClient imds)
        {
            global::Imds.Instance vm = await imds.Instance.GetAsync();
            return vm.Compute.VmSize + await imds.Instance.Network.Interface[0].MacAddress.GetAsync();
        }
    }
}
