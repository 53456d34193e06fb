using System.Diagnostics;
using OpenTelemetry;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>Notices that work on an event begins: its span ends with the work, which a scan of a large file makes long, and never where the process dies.</summary>
internal sealed class DeliveryStarts(SpanStarts starts) : BaseProcessor<Activity>
{
    public override void OnStart(Activity activity)
    {
        // OpenTelemetry's conventions for messaging: receiving is a consumer's span, too.
        if (activity is { Kind: ActivityKind.Consumer, IsAllDataRequested: true } && activity.GetTagItem("messaging.operation.type") is "process")
        {
            starts.Delivery(activity);
        }
    }
}
