using System.Net;
using System.Net.Sockets;
using Imds.Runtime.Http;

namespace Imds.Runtime.Tests;

/// <summary>How far an exchange had come when it broke, which says whether the service is there at all.</summary>
public class TransportErrorTests
{
    public static TheoryData<Exception?, ImdsFailure> Causes => new()
    {
        { new SocketException((int)SocketError.ConnectionReset), ImdsFailure.Interrupted },
        { new SocketException((int)SocketError.ConnectionAborted), ImdsFailure.Interrupted },
        { new SocketException((int)SocketError.Shutdown), ImdsFailure.Interrupted },
        { new SocketException((int)SocketError.ConnectionRefused), ImdsFailure.Unreachable },
        { new SocketException((int)SocketError.HostUnreachable), ImdsFailure.Unreachable },
        { new IOException(), ImdsFailure.Interrupted },
        { new WebException("", WebExceptionStatus.ConnectFailure), ImdsFailure.Unreachable },
        { new WebException("", WebExceptionStatus.NameResolutionFailure), ImdsFailure.Unreachable },
        { new WebException("", WebExceptionStatus.SecureChannelFailure), ImdsFailure.Unreachable },
        { new WebException("", WebExceptionStatus.TrustFailure), ImdsFailure.Unreachable },
        { new WebException("", WebExceptionStatus.ServerProtocolViolation), ImdsFailure.NotImds },
        { new WebException("", WebExceptionStatus.MessageLengthLimitExceeded), ImdsFailure.NotImds },
        { new WebException("", WebExceptionStatus.ReceiveFailure), ImdsFailure.Interrupted },
        { new InvalidOperationException(), ImdsFailure.Interrupted },
        { null, ImdsFailure.NotImds },
    };

    [Theory, MemberData(nameof(Causes), DisableDiscoveryEnumeration = true)]
    public void Told_by_what_is_inside(Exception? inside, ImdsFailure failure) =>
        Assert.Equal(failure, TransportErrorClassifier.Classify(new HttpRequestException("broke", inside)));

    [Fact]
    public void Whatever_else_breaks_an_exchange_interrupts_it() =>
        Assert.Equal(ImdsFailure.Interrupted, TransportErrorClassifier.Classify(new IOException()));

#if !NETSTANDARD_ASSET
    [Theory]
    [InlineData(HttpRequestError.ConnectionError, ImdsFailure.Unreachable)]
    [InlineData(HttpRequestError.NameResolutionError, ImdsFailure.Unreachable)]
    [InlineData(HttpRequestError.SecureConnectionError, ImdsFailure.Unreachable)]
    [InlineData(HttpRequestError.InvalidResponse, ImdsFailure.NotImds)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, ImdsFailure.NotImds)]
    [InlineData(HttpRequestError.VersionNegotiationError, ImdsFailure.NotImds)]
    [InlineData(HttpRequestError.ResponseEnded, ImdsFailure.Interrupted)]
    public void Told_by_the_error_where_there_is_one(HttpRequestError error, ImdsFailure failure)
    {
        // What is inside says something else each time.
        Exception inside = failure == ImdsFailure.Unreachable ? new IOException() : new SocketException((int)SocketError.HostUnreachable);
        Assert.Equal(failure, TransportErrorClassifier.Classify(new HttpRequestException(error, "broke", inside)));
    }
#endif
}
