namespace Neighbours
{
    internal static class Both
    {
        public static string Size(Imds.Compute one, Polyfilled.Tests.Compute other, ByHand.Machine.Compute third) =>
            one.VmSize + other.VmSize + third.VmSize;
    }
}
