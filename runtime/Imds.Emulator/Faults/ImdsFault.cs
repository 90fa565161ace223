using System.Globalization;
using Imds.Emulator.Faults;
using Imds.Emulator.Syntax;
using Microsoft.AspNetCore.Http;

namespace Imds.Emulator;

/// <summary>Something that goes wrong with a request. <see cref="ImdsFaultList.Add"/> says with which.</summary>
public abstract record ImdsFault
{
    private protected ImdsFault()
    {
    }

    /// <summary>HTML with status 200, as from a proxy or a captive page that answers in the service's place.</summary>
    public static ImdsFault Html { get; } = new ReplyFault("html", _ => Replies.Html, FromService: false);

    /// <summary>Status 500 as plain text from the host itself, which answers so while the service restarts.</summary>
    public static ImdsFault HostError { get; } = new ReplyFault("host-error", _ => Replies.HostError, FromService: false);

    /// <summary>JSON with a mistake in it, with status 200.</summary>
    public static ImdsFault GarbageJson { get; } = new ReplyFault("garbage", _ => Replies.Garbage);

    /// <summary>Status 200 and no body.</summary>
    public static ImdsFault EmptyBody { get; } = new ReplyFault("empty", _ => Replies.Empty);

    /// <summary>Status 200 with an error in place of a value, as from a service at fault that does not say so by its status.</summary>
    public static ImdsFault ErrorWithSuccess { get; } = new ReplyFault("error-200", endpoint => Replies.Error(200, endpoint));

    /// <summary>The right reply under a content type that it does not have.</summary>
    public static ImdsFault WrongContentType { get; } = new WrongContentTypeFault();

    /// <summary>The refusal of an api-version, whichever was asked for.</summary>
    public static ImdsFault WrongVersion { get; } = new ReplyFault("wrong-version", Replies.WrongVersion);

    /// <summary>The same in the words of 2019: a 404 without a list of versions.</summary>
    public static ImdsFault WrongVersionOf2019 { get; } = new ReplyFault("wrong-version-of-2019", _ => Replies.WrongVersionOf2019);

    /// <summary>
    /// Status 200 with a part of the document missing, as when one of the service's sources fails. A request with
    /// <c>extended=true</c> gets 500 instead.
    /// </summary>
    public static ImdsFault PartialData { get; } = new PartialDataFault();

    /// <summary>A list of versions without the three newest, which are answered all the same. For <c>versions</c> alone.</summary>
    public static ImdsFault StaleVersions { get; } = new StaleVersionsFault();

    /// <summary>The connection is reset before any reply.</summary>
    public static ImdsFault Reset { get; } = new ResetFault();

    /// <summary>The reply ends in the middle of its body, and the connection with it.</summary>
    public static ImdsFault CutBody { get; } = new CutBodyFault();

    /// <summary>The connection is reset in the middle of the body; what was sent by then may be lost with it.</summary>
    public static ImdsFault ResetBody { get; } = new ResetBodyFault();

    /// <summary>No reply, for as long as the client waits.</summary>
    public static ImdsFault Hang { get; } = new SlowHeadersFault(Timeout.InfiniteTimeSpan);

    /// <summary>An error status with the body that the endpoint gives with it.</summary>
    /// <param name="status">From 400 to 599.</param>
    /// <param name="retryAfter">Set: the Retry-After header, in whole seconds.</param>
    public static ImdsFault Status(int status, TimeSpan? retryAfter = null)
    {
        if (status is < 400 or > 599)
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "An error has a status from 400 to 599.");
        }

        if (retryAfter < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(retryAfter), retryAfter, "Retry-After must not be negative.");
        }

        return new ReplyFault(
            retryAfter is { } wait ? string.Create(CultureInfo.InvariantCulture, $"{status}:{Quantity.Write(wait)}") : $"{status}",
            endpoint => Replies.Error(status, endpoint, retryAfter),
            FromService: status != StatusCodes.Status407ProxyAuthenticationRequired);
    }

    /// <summary>XML with an error status, as some hosts give with 5xx, or with 200, as something else that answers there might.</summary>
    /// <param name="status">200, or from 500 to 599.</param>
    public static ImdsFault Xml(int status = 503)
    {
        if (status is not 200 and (< 500 or > 599))
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "XML comes with status 200, or from 500 to 599.");
        }

        return new ReplyFault($"xml:{status}", _ => Replies.Xml(status), FromService: status != StatusCodes.Status200OK);
    }

    /// <summary>A redirect, which no client should follow.</summary>
    public static ImdsFault Redirect(Uri location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return new ReplyFault($"redirect:{location.OriginalString}", _ => Replies.Redirect(location), FromService: false);
    }

    /// <summary>The right reply, after a wait.</summary>
    public static ImdsFault SlowHeaders(TimeSpan wait) => new SlowHeadersFault(NotNegative(wait));

    /// <summary>The right reply, with a wait in the middle of its body.</summary>
    public static ImdsFault SlowBody(TimeSpan wait) => new SlowBodyFault(NotNegative(wait));

    /// <summary>A body of this many bytes, its length not announced.</summary>
    public static ImdsFault HugeBody(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        return new HugeBodyFault(bytes);
    }

    /// <summary>An attested document that must not be believed.</summary>
    public static ImdsFault Attested(AttestedDefect defect) => Enum.IsDefined(defect)
        ? new AttestedFault(defect)
        : throw new ArgumentOutOfRangeException(nameof(defect), defect, "There is no such defect.");

    /// <summary>As it is written for the command: <c>503</c>, <c>429:3s</c>, <c>cut-body</c>.</summary>
    public sealed override string ToString() => Text;

    internal abstract string Text { get; }

    internal abstract Task ApplyAsync(FaultContext context);

    private static TimeSpan NotNegative(TimeSpan wait) => wait >= TimeSpan.Zero
        ? wait
        : throw new ArgumentOutOfRangeException(nameof(wait), wait, "A wait must not be negative.");
}
