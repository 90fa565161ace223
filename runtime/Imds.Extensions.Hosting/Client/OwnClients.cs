namespace Imds.Hosting;

/// <summary>
/// The clients by which this package asks for itself. They are its own, as the application's client is of a type that this package
/// cannot know, and may be of a version that lacks what is asked for.
/// </summary>
internal sealed class OwnClients : IDisposable
{
    public OwnClients(ImdsClientOptions options)
    {
        Patient = new ImdsClient(options);
        Prompt = new ImdsClient(new ImdsClientOptions(options) { MaxAttempts = 1 });
        Time = options.TimeProvider;
        AbsenceLifetime = options.AbsenceLifetime;
    }

    /// <summary>Tries again as the options say.</summary>
    public ImdsClient Patient { get; }

    /// <summary>Tries once, for what is asked again anyway.</summary>
    public ImdsClient Prompt { get; }

    public TimeProvider Time { get; }

    /// <summary>How long it is remembered that there was no service.</summary>
    public TimeSpan AbsenceLifetime { get; }

    public void Dispose()
    {
        Patient.Dispose();
        Prompt.Dispose();
    }
}
