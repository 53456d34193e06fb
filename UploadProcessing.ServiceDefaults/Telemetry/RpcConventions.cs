using System.Diagnostics;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>OpenTelemetry's semantic conventions for RPC, the same on both sides of a call.</summary>
internal static class RpcConventions
{
    private const string StatusTag = "rpc.response.status_code";

    // https://grpc.github.io/grpc/core/md_doc_statuscodes.html, by number.
    private static readonly string[] StatusNames =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE",
        "DATA_LOSS", "UNAUTHENTICATED",
    ];

    /// <param name="activity">The span.</param>
    /// <param name="method">The full name, <c>package.Service/Method</c>; a leading slash is dropped.</param>
    public static void Describe(Activity activity, string method)
    {
        var name = method.TrimStart('/');
        activity.DisplayName = name;
        activity.SetTag("rpc.system.name", "grpc");
        activity.SetTag("rpc.method", name);
    }

    public static void Conclude(Activity activity, int status)
    {
        activity.SetTag(StatusTag, status >= 0 && status < StatusNames.Length ? StatusNames[status] : "UNKNOWN");
        if (status != 0 && activity.Kind == ActivityKind.Client)
        {
            // On the calling side every status but OK is an error; on the answering side NOT_FOUND is an answer.
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
