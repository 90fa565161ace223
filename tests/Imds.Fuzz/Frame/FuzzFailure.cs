using System.Diagnostics;

namespace Imds.Fuzz.Frame;

/// <summary>Why an input failed.</summary>
/// <param name="Kind">What happened and where: an input that is made smaller has to fail in the same way.</param>
/// <param name="Details">All that is known of it.</param>
public sealed record FuzzFailure(string Kind, string Details)
{
    public static FuzzFailure From(Exception exception) => new(
        exception is FuzzException failure ? failure.Kind : $"{exception.GetType().Name} in {PlaceOf(exception)}", exception.ToString());

    public static FuzzFailure Hang(TimeSpan limit) => new("hang", $"It was not done after {limit.TotalSeconds} seconds.");

    /// <summary>The innermost method of ours, or else of anybody.</summary>
    private static string PlaceOf(Exception exception)
    {
        var methods = new StackTrace(exception).GetFrames().Select(frame => frame.GetMethod())
            .Select(method => $"{method?.DeclaringType?.FullName}.{method?.Name}").ToList();
        return methods.Find(method => method.StartsWith("Imds.", StringComparison.Ordinal)
            && !method.StartsWith("Imds.Fuzz.", StringComparison.Ordinal)) ?? methods.FirstOrDefault() ?? "nowhere";
    }
}
