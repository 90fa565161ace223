namespace Imds;

/// <summary>What of this machine's metadata becomes configuration. Nothing does unless it is chosen here.</summary>
/// <remarks>Of a key that several give, tags win over user data, and user data over fields.</remarks>
public sealed class ImdsConfigurationOptions
{
    /// <summary>
    /// Where the service is. The default is the setting <c>Imds:Endpoint</c> of the sources that were added before, so that
    /// <c>Imds__Endpoint</c> in the environment is enough for an emulator, and else the service's own address.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// What the names of tags begin with that become settings, without regard to case as in Azure. The prefix is left out of the key, and
    /// <c>__</c> stands for <c>:</c>, as in the environment: with the prefix <c>app-</c> the tag <c>app-Cache__Size</c> is the setting
    /// <c>Cache:Size</c>. An empty text chooses all tags. There is none by default, as whoever may tag a machine would set up its programs.
    /// </summary>
    public IList<string> TagPrefixes { get; } = [];

    /// <summary>How the user data of the machine is read. The default is not to.</summary>
    public ImdsUserDataFormat UserData { get; set; }

    /// <summary>
    /// Fields of the instance document by the keys that they get: <c>Fields["Machine:Size"] = "compute.vmSize"</c>, or
    /// <c>"network.interface[0].macAddress"</c>. A field that holds others gives all of them. What the service leaves empty is no setting.
    /// </summary>
    public IDictionary<string, string> Fields { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the application starts without these settings where the service is not there or fails. The default is true; off Azure the
    /// start is held up for a second at most.
    /// </summary>
    public bool Optional { get; set; } = true;

    /// <summary>How long the service may take once it is known to be there. The default is 5 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the metadata is read again. The default is never; changed tags show after a minute or so anyway.</summary>
    public TimeSpan? ReloadInterval { get; set; }

    /// <summary>
    /// Told of what went wrong and did not end the application: at the start where these settings are optional, and each time that they
    /// cannot be read again, when they stay what they were. There is no log yet where configuration is made.
    /// </summary>
    public Action<Exception>? OnFailure { get; set; }

    /// <summary>What sends the requests, in place of a connection to the network; meant for tests.</summary>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>The clock that time-outs and the interval go by.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}

/// <summary>What the user data of a machine is written in.</summary>
public enum ImdsUserDataFormat
{
    /// <summary>It is not read.</summary>
    None,

    /// <summary>A JSON object, as in appsettings.json; comments and trailing commas may be in it.</summary>
    Json,

    /// <summary>
    /// Lines of <c>key=value</c>; lines that are empty or begin with <c>#</c> say nothing, and <c>__</c> in a key stands for <c>:</c>.
    /// </summary>
    KeyValue,
}
