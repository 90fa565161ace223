using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Imds.Runtime.Routing;

namespace Imds.Runtime.Telemetry;

/// <summary>What one attempt tells observers, by OpenTelemetry's conventions for HTTP clients.</summary>
internal readonly struct RequestTelemetry
{
    // Users name these to their collectors.
    private const string Name = "Imds";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    // Not http.client.request.duration, which .NET records itself: a request counts once there.
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "imds.client.request.duration", "s", "Duration of requests to the Instance Metadata Service.");

    private readonly RequestTarget _target;
    private readonly Activity? _activity;
    private readonly TimeProvider _time;
    private readonly long _start;

    private RequestTelemetry(RequestTarget target, int resends, TimeProvider time, ActivityKind? kind)
    {
        _target = target;
        _time = time;
        _start = time.GetTimestamp();
        _activity = kind is { } spanKind && Source.HasListeners()
            ? Source.StartActivity($"{target.Method} {target.Template}", spanKind) : null;
        if (_activity is { IsAllDataRequested: true } activity)
        {
            activity.SetTag("http.request.method", target.Method.Method);
            activity.SetTag("server.address", target.Uri.Host);
            activity.SetTag("server.port", target.Uri.Port);
            activity.SetTag("url.full", target.Uri.AbsoluteUri);
            activity.SetTag("url.template", target.Template);
            if (resends > 0)
            {
                activity.SetTag("http.request.resend_count", resends);
            }
        }
    }

    /// <summary>An attempt begins.</summary>
    public static RequestTelemetry Start(RequestTarget target, int resends, TimeProvider time, ActivityKind? kind) =>
        new(target, resends, time, kind);

    /// <summary>A reply came.</summary>
    public void Replied(HttpStatusCode status) =>
        End((int)status, (int)status >= 400 ? ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture) : null);

    /// <summary>No whole reply came.</summary>
    public void Failed(Exception cause) => End(null, cause is ImdsException failure ? failure.Reason.ToString() : cause.GetType().FullName);

    private void End(int? status, string? error)
    {
        if (_activity is { } activity)
        {
            activity.SetTag("http.response.status_code", status);
            activity.SetTag("error.type", error);
            activity.SetStatus(error is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
            activity.Dispose();
        }

        if (Duration.Enabled)
        {
            var tags = new TagList
            {
                { "http.request.method", _target.Method.Method },
                { "server.address", _target.Uri.Host },
                { "server.port", _target.Uri.Port },
                { "url.template", _target.Template },
            };
            if (status is { } number)
            {
                tags.Add("http.response.status_code", number);
            }

            if (error is not null)
            {
                tags.Add("error.type", error);
            }

            Duration.Record(_time.GetElapsedTime(_start).TotalSeconds, tags);
        }
    }
}
