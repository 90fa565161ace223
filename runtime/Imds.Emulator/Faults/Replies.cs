using System.Globalization;
using System.Text;
using Imds.Emulator.Documents;
using Imds.Emulator.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Imds.Emulator.Faults;

/// <summary>The replies that faults put in place of the right one.</summary>
internal static class Replies
{
    public static Reply Html { get; } = new(
        200, Encoding.UTF8.GetBytes(
            "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in to use this network.</body></html>\n"),
            "text/html; charset=utf-8");

    public static Reply HostError { get; } =
        new Reply(500, Encoding.UTF8.GetBytes("Internal server error"), "text/plain").With(HeaderNames.Server, "Microsoft-IIS/10.0");

    public static Reply Garbage { get; } = Reply.Json("""{"compute":{"vmId":oops}}""");

    public static Reply Empty { get; } = Reply.Json("");

    public static Reply WrongVersionOf2019 { get; } = Reply.Error(404, "Not found. Invalid version requested");

    public static Reply WrongVersion(MetadataEndpoint? endpoint) => Service.WrongVersion(endpoint?.Versions ?? ApiVersions.Service);

    public static Reply Xml(int status) => new(
        status,
        Encoding.UTF8.GetBytes(
            """<?xml version="1.0" encoding="utf-8"?><Error xmlns="http://schemas.microsoft.com/windowsazure">"""
                + $"<Code>{status}</Code><Message>{ReasonPhrases.GetReasonPhrase(status)}</Message></Error>"),
        "text/xml; charset=utf-8");

    public static Reply Redirect(Uri location) =>
        Reply.Text("") with { Status = 302, Headers = [new(HeaderNames.Location, location.OriginalString)] };

    public static Reply Error(int status, MetadataEndpoint? endpoint, TimeSpan? retryAfter = null)
    {
        var (code, message) = status switch
        {
            200 => ("server_error", "Server error"),
            400 => ("invalid_request", "Bad request"),
            404 => ("not_found", "Not found"),
            405 => ("method_not_allowed", "Not allowed"),
            429 => ("too_many_requests", "Too many requests"),
            500 => ("server_error", "Server error"),
            503 => ("service_unavailable", "Service unavailable"),
            _ => (ReasonPhrases.GetReasonPhrase(status).ToLowerInvariant().Replace(' ', '_'), ReasonPhrases.GetReasonPhrase(status)),
        };
        var reply = endpoint?.IsIdentity == true ? Reply.IdentityError(status, code, message) : Reply.Error(status, message);
        return retryAfter is { } wait
            ? reply.With(HeaderNames.RetryAfter, Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture))
            : reply;
    }
}
