using System.Text.Json;

namespace Imds.Tool.Tests.Support;

internal static class Json
{
    /// <summary>Fails unless two texts hold the same document.</summary>
    public static void Same(string expected, string actual)
    {
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(left.RootElement, right.RootElement), $"It is\n{actual}\nand not\n{expected}");
    }
}
