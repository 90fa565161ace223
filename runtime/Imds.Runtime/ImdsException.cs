using System.Net;

namespace Imds;

/// <summary>A call to the Instance Metadata Service failed; the message says what was asked, what happened and what to do.</summary>
public class ImdsException : Exception
{
    /// <summary>Makes an exception without details.</summary>
    public ImdsException()
        : this("A call to the Instance Metadata Service failed.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    public ImdsException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and what caused it.</summary>
    public ImdsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception for a reason, for instance in a test of code that handles it.</summary>
    public ImdsException(ImdsFailure reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why the call failed.</summary>
    public ImdsFailure Reason { get; }

    /// <summary>The URL that was asked.</summary>
    public Uri? RequestUri { get; init; }

    /// <summary>The api-version that was asked for; the default value if the endpoint takes none.</summary>
    public ImdsApiVersion ApiVersion { get; init; }

    /// <summary>The status of the reply; null if there was no reply.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>What the service gave as its error; empty if nothing.</summary>
    public string Error { get; init; } = "";

    /// <summary>The service's longer description of its error; empty if none.</summary>
    public string ErrorDescription { get; init; } = "";

    /// <summary>The newest api-versions the service knows, where it refused the one asked for; else empty.</summary>
    public ImdsList<string> NewestVersions { get; init; } = ImdsList<string>.Empty;

    /// <summary>Whether it is the api-version that the service refused.</summary>
    internal bool RefusesVersion => StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound
        && (NewestVersions.Count > 0 || Error.IndexOf("version", StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <inheritdoc/>
    public override string Message => Attempts > 1 ? FormattableString.Invariant($"{base.Message} ({Attempts} attempts.)") : base.Message;

    /// <summary>How long the service asks to wait before the next try; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
