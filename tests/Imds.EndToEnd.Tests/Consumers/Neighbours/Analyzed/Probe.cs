namespace Analyzed;

public static class Probe
{
    public static string probe(Imds.Instance vm)
    {
        // TODO: what each set of rules has something to say about.
        var size = vm.Compute.VmSize;
        return string.Format("{0}", size) == "" ? null! : size;
    }
}
