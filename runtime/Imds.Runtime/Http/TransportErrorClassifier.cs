using System.Net;
using System.Net.Sockets;

namespace Imds.Runtime.Http;

/// <summary>Tells from an exception of the network how far an exchange had come when it broke.</summary>
internal static class TransportErrorClassifier
{
    public static ImdsFailure Classify(Exception e) => e is HttpRequestException ? OfRequest(e) : ImdsFailure.Interrupted;

    // A version of .NET says it in a property of the exception, another in the exception inside. .NET Framework has a
    // WebException there, .NET a SocketException before the connection, an IOException after it, and nothing where what came
    // was not HTTP.
    private static ImdsFailure OfRequest(Exception e)
    {
#if NET8_0_OR_GREATER
        switch (((HttpRequestException)e).HttpRequestError)
        {
            case HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError:
                return ImdsFailure.Unreachable;
            case HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded
                or HttpRequestError.VersionNegotiationError:
                return ImdsFailure.NotImds;
            case HttpRequestError.ResponseEnded:
                return ImdsFailure.Interrupted;
        }
#endif
        return e.InnerException switch
        {
            SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown } =>
                ImdsFailure.Interrupted,
            SocketException => ImdsFailure.Unreachable,
            IOException => ImdsFailure.Interrupted,
            WebException { Status: WebExceptionStatus.ConnectFailure or WebExceptionStatus.NameResolutionFailure
                or WebExceptionStatus.SecureChannelFailure or WebExceptionStatus.TrustFailure } => ImdsFailure.Unreachable,
            WebException { Status: WebExceptionStatus.ServerProtocolViolation or WebExceptionStatus.MessageLengthLimitExceeded } =>
                ImdsFailure.NotImds,
            null => ImdsFailure.NotImds,
            _ => ImdsFailure.Interrupted,
        };
    }
}
