namespace Imds;

/// <summary>Why a call to the Instance Metadata Service failed.</summary>
public enum ImdsFailure
{
    /// <summary>No connection to the address came about.</summary>
    Unreachable,

    /// <summary>The connection broke before the reply was whole.</summary>
    Interrupted,

    /// <summary>The service took longer than a try, or the whole call, may take.</summary>
    TimedOut,

    /// <summary>The service refused the request, and would refuse it again (a status 4xx).</summary>
    Refused,

    /// <summary>The service asked for fewer requests (status 429).</summary>
    Throttled,

    /// <summary>The service failed, or is not ready (status 408, 410 or 5xx).</summary>
    ServiceFault,

    /// <summary>Something else than the service answered: a web page, or a redirect.</summary>
    NotImds,

    /// <summary>The reply is larger than the client takes.</summary>
    BodyTooLarge,

    /// <summary>The reply has no content where a document must be.</summary>
    EmptyReply,

    /// <summary>The reply is not what was asked for: malformed JSON, or a text that is not the field's kind.</summary>
    InvalidReply,
}
