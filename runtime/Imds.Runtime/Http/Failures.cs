using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Imds.CompilerServices;
using Imds.Runtime.Routing;

namespace Imds.Runtime.Http;

/// <summary>Turns what went wrong into an exception whose message says what was asked, what happened and what to do.</summary>
internal static class Failures
{
    private const string NoServiceHere =
        "The service exists only on Azure virtual machines: elsewhere, set ImdsClientOptions.Endpoint to an emulator. " +
        "On a virtual machine, check that its routes and its firewall let requests to this address out.";

    public static ImdsException Broken(RequestTarget target, ImdsFailure reason, Exception cause) => reason switch
    {
        ImdsFailure.Unreachable => Make(
            reason, target, Refused(cause)
                ? "nothing listens at this address (connection refused)." : "no connection to this address could be made.",
            NoServiceHere, cause),
        ImdsFailure.NotImds => Make(
            reason, target, "what answered is not HTTP.", "Something other than the service listens at this address. " + NoServiceHere,
            cause),
        _ => Make(
            reason, target, "the connection broke before the reply was whole.",
            "Try again; if it lasts, check what stands between here and the service.", cause),
    };

    public static ImdsException KnownAbsent(RequestTarget target, DateTimeOffset since, TimeSpan ago, TimeSpan lifetime) => Make(
        ImdsFailure.Unreachable, target,
        FormattableString.Invariant(
            $"not sent: no service is here, which is known since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC ({Seconds(ago)} ago)."),
        FormattableString.Invariant(
            $"The next call after {Seconds(lifetime)} tries again (ImdsClientOptions.AbsenceLifetime). {NoServiceHere}"), null);

    public static ImdsException ConnectTimedOut(RequestTarget target, TimeSpan limit, Exception cause) => Make(
        ImdsFailure.Unreachable, target, $"no connection to this address could be made within {Seconds(limit)}.", NoServiceHere, cause);

    public static ImdsException Silent(RequestTarget target, TimeSpan limit, Exception cause) => Make(
        ImdsFailure.Unreachable, target, $"nothing has answered within {Seconds(limit)}, nor ever before.",
        NoServiceHere + " A service that needs longer for its first answer gets it by ImdsClientOptions.AttemptTimeout.", cause);

    public static ImdsException TryTimedOut(RequestTarget target, TimeSpan limit, Exception cause) => Make(
        ImdsFailure.TimedOut, target, $"no whole reply came within {Seconds(limit)}.",
        "Off Azure the service does not exist. On a virtual machine, try again, or allow more with ImdsClientOptions."
            + $"{(target.Endpoint.IsSlow ? nameof(ImdsClientOptions.ScheduledEventsTimeout) : nameof(ImdsClientOptions.AttemptTimeout))}.",
        cause);

    public static ImdsException CallTimedOut(RequestTarget target, TimeSpan limit, int attempts, Exception cause)
    {
        var last = cause is ImdsException ? $" The last failure: {cause.Message}" : "";
        var failure = Make(
            ImdsFailure.TimedOut, target, $"the call did not succeed within {Seconds(limit)}.",
            "Off Azure the service does not exist. On a virtual machine, try again, or allow more with ImdsClientOptions."
                + $"{(target.Endpoint.IsSlow ? nameof(ImdsClientOptions.ScheduledEventsTimeout) : nameof(ImdsClientOptions.Timeout))}."
                + last,
            cause);
        failure.Attempts = attempts;
        return failure;
    }

    public static ImdsException TooLarge(RequestTarget target, HttpStatusCode status, int limit) => Make(
        ImdsFailure.BodyTooLarge, target, FormattableString.Invariant($"the reply is larger than {limit} bytes."),
        "The service sends nothing of that size: check what answers there, or allow more with ImdsClientOptions.MaxResponseBytes.", null,
        status);

    public static ImdsException Empty(Reply reply) => Make(
        ImdsFailure.EmptyReply, reply.Target, $"the reply ({Number(reply.Status)}) is empty.",
        "Try again: the service sends such replies at times.", null, reply.Status);

    public static ImdsException Xml(Reply reply) => Make(
        ImdsFailure.InvalidReply, reply.Target, $"the reply ({Number(reply.Status)}) is XML, which the service never sends as a value.",
        "Check what answers there.", null, reply.Status);

    public static ImdsException ErrorInSuccess(Reply reply)
    {
        var error = ServiceError.Of(reply);
        return Make(
            ImdsFailure.InvalidReply, reply.Target,
            $"the service answered {Number(reply.Status)}, but with an error in place of a value{Saying(error)}",
            "Try again; if it lasts, check what answers there.", null, reply.Status, error);
    }

    public static ImdsException OtherDocument(Reply reply) => Make(
        ImdsFailure.InvalidReply, reply.Target,
        $"the reply is JSON, but not the document that was asked for: it has no {string.Join(" and no ", reply.Target.Endpoint.Members)}.",
        "Try again; if it lasts, check what answers there.", null, reply.Status);

    public static ImdsException NotJson(Reply reply, JsonException cause) => Make(
        ImdsFailure.InvalidReply, reply.Target,
        FormattableString.Invariant(
            $"the reply is not valid JSON, or was cut short, at line {cause.LineNumber + 1}, byte {cause.BytePositionInLine + 1}."),
        "Try again; if it lasts, check what answers there.", cause, reply.Status);

    public static ImdsException WrongKind(Reply reply, string text, string kind) => Make(
        ImdsFailure.InvalidReply, reply.Target, // without the text, which may be a secret
        FormattableString.Invariant($"the reply, a text of {text.Length} characters, is not {kind}."),
        "Ask for the text in place of the value, or for the whole document, where such a field reads as its default.", null, reply.Status);

    /// <summary>The exception for a reply that is no success; null if it is one.</summary>
    public static ImdsException? Of(Reply reply)
    {
        var status = (int)reply.Status;
        if (status is >= 300 and < 400)
        {
            return Make(
                ImdsFailure.NotImds, reply.Target,
                $"the reply is a redirect ({status}) to {(reply.Location is { } to ? Shown.Text(to.ToString()) : "nowhere")}, which is not "
                + "followed.",
                "The service never redirects: check what answers at this address.", null, reply.Status);
        }

        if (status < 500 && (reply.IsWebPage || status == 407))
        {
            return Make(
                ImdsFailure.NotImds, reply.Target, status == 407 ? "a proxy answered (407)." : $"the reply ({status}) is a web page.",
                "Something other than the service answers at this address, such as a proxy or a captive portal. " + NoServiceHere, null,
                reply.Status);
        }

        if (status is >= 200 and < 300)
        {
            return null;
        }

        var error = ServiceError.Of(reply);
        var reason = status switch { 429 => ImdsFailure.Throttled, 408 or 410 or >= 500 => ImdsFailure.ServiceFault,
            _ => ImdsFailure.Refused };
        return Make(reason, reply.Target, $"the service answered {Number(reply.Status)}{Saying(error)}", WhatToDo(reason, reply, error),
            null, reply.Status, error, reply.RetryAfter);
    }

    private static string Saying(ServiceError error) => error.ToString() is { Length: > 0 } text ? $", saying '{text.TrimEnd('.')}'." : ".";

    private static string WhatToDo(ImdsFailure reason, Reply reply, ServiceError error) => reason switch
    {
        ImdsFailure.Throttled when reply.Target.Endpoint.Limits == ImdsRequestLimits.Identity =>
            "Ask less often: for identity the service takes 20 requests a second, and 5 at once." + Wait(reply),
        ImdsFailure.Throttled => "Ask less often: the service takes about five requests a second." + Wait(reply),
        ImdsFailure.ServiceFault when reply.Status == HttpStatusCode.Gone =>
            "The service is being updated, which takes up to 70 seconds: try again then.",
        ImdsFailure.ServiceFault => "The fault is the service's and usually passes: try again." + Wait(reply),
        _ when !error.NewestVersions.Equals(ImdsList<string>.Empty) =>
            $"Ask for an api-version that the service knows; its newest are {string.Join(", ", error.NewestVersions)}.",
        _ => (int)reply.Status switch
        {
            401 or 403 => "The service does not allow this request; trying again does not help.",
            404 when reply.Target.Endpoint.NotFound is { } meaning => $"It means: {meaning}.",
            // it says itself what is missing
            404 when error.Error.Length > 0 && !SaysNoMore(error) => "",
            404 when reply.Target.Endpoint.PassingRefusals.Contains(404) =>
                $"It often passes: try again. If it lasts, {NoPath(reply, 't')}",
            404 => NoPath(reply, 'T'),
            405 => "The service does not take this method here.",
            _ => "The request is at fault: trying again does not help.",
        },
    };

    private static string Wait(Reply reply) =>
        reply.RetryAfter is { Ticks: > 0 } wait ? $" It asks to wait for {Seconds(wait)}." : "";

    private static bool SaysNoMore(ServiceError error) =>
        error.Error.StartsWith("Not found", StringComparison.OrdinalIgnoreCase)
        || (error.Error == "not_found" && error.Description.StartsWith("Not found", StringComparison.OrdinalIgnoreCase));

    private static string NoPath(Reply reply, char first) => reply.Target.ApiVersion.Length == 0
        ? $"{first}here is no such path." : $"{first}here is no such path, or not in api-version {reply.Target.ApiVersion}.";

    private static ImdsException Make(
        ImdsFailure reason, RequestTarget target, string what, string remedy, Exception? cause,
        HttpStatusCode? status = null, ServiceError? error = null, TimeSpan? retryAfter = null) =>
        new(reason, $"{target}: {what} {remedy}".TrimEnd(), cause)
        {
            RequestUri = target.Uri,
            ApiVersion = ImdsApiVersion.TryParse(target.ApiVersion, out var version) ? version : default,
            StatusCode = status,
            Error = (error ?? ServiceError.None).Error,
            ErrorDescription = (error ?? ServiceError.None).Description,
            NewestVersions = (error ?? ServiceError.None).NewestVersions,
            RetryAfter = retryAfter,
        };

    private static bool Refused(Exception? cause)
    {
        for (; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                return true;
            }
        }

        return false;
    }

    private static string Number(HttpStatusCode status) => ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan span) => FormattableString.Invariant($"{span.TotalSeconds:0.###} s");
}
