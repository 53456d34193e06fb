using System.Diagnostics;
using System.Globalization;

namespace UploadProcessing.Relay;

/// <summary>One client span for each relayed request, as the OpenTelemetry semantic conventions for HTTP have it, but with the route
/// template in place of the address: a path may be a secret.</summary>
internal static class Telemetry
{
    public const string SourceName = "UploadProcessing.Relay";

    private static readonly ActivitySource Source = new(SourceName);

    public static Activity? Start(string method, RelayRequest request)
    {
        var name = Fields.IsToken(method) ? method : "_OTHER";
        var activity = Source.StartActivity($"{name} {request.Template}", ActivityKind.Client);
        return activity?
            .SetTag("http.request.method", name)
            .SetTag("server.address", request.Target.Host)
            .SetTag("server.port", request.Target.Port)
            .SetTag("url.scheme", request.Target.Scheme)
            .SetTag("url.template", request.Template)
            .SetTag("network.protocol.version", "1.1");
    }

    public static void Answered(this Activity? activity, int status)
    {
        activity?.SetTag("http.response.status_code", status);
        if (status >= 400)
        {
            activity.Failed(status.ToString(CultureInfo.InvariantCulture));
        }
    }

    public static void Failed(this Activity? activity, string errorType) =>
        activity?.SetTag("error.type", errorType).SetStatus(ActivityStatusCode.Error);
}
