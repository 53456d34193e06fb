using System.Diagnostics;
using System.Globalization;
using OpenTelemetry;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>gRPC's libraries tag the spans of both sides in words of their own; everyone else says them as the conventions do.</summary>
internal sealed class RpcSpans : BaseProcessor<Activity>
{
    /// <summary>The source of the calling side: one span from the call to its status, whatever the attempts beneath it.</summary>
    public const string ClientSource = "Grpc.Net.Client";

    private const string Method = "grpc.method";
    private const string Status = "grpc.status_code";

    public override void OnEnd(Activity activity)
    {
        if (activity.GetTagItem(Method) is not string method)
        {
            return;
        }

        RpcConventions.Describe(activity, method);
        if (int.TryParse(Convert.ToString(activity.GetTagItem(Status), CultureInfo.InvariantCulture), out var status))
        {
            RpcConventions.Conclude(activity, status);
        }

        activity.SetTag(Method, null);
        activity.SetTag(Status, null);
    }
}
