namespace Imds;

/// <summary>Names of hosts, as certificates hold them: labels of letters, digits and hyphens.</summary>
internal static class HostName
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    /// <summary>Whether the first is the name of a host, and the second or one under it, which so is one too.</summary>
    public static bool IsAtOrUnder(string name, string domain) =>
        IsHostName(name)
        && (name.Equals(domain, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));

    private static bool IsHostName(string name) => name.Length <= LongestName && Array.TrueForAll(name.Split('.'), IsLabel);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label[0] != '-' && label[label.Length - 1] != '-' && label.All(IsLetterDigitOrHyphen);

    private static bool IsLetterDigitOrHyphen(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-';
}
