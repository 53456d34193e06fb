using System.Diagnostics;
using OpenTelemetry;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>Drops the spans of what NATS does for itself: JetStream's API, acknowledgements, inboxes. They would drown the events.</summary>
internal sealed class PlumbingFilter : BaseProcessor<Activity>
{
    /// <summary>What NATS.Net writes in place of an inbox's random name.</summary>
    private const string Inbox = "inbox";

    public override void OnEnd(Activity activity)
    {
        if (activity.Source.Name == "NATS.Net"
            && activity.GetTagItem("messaging.destination.name") is string subject
            && (subject.StartsWith('$') || subject.StartsWith("_INBOX", StringComparison.Ordinal) || subject == Inbox))
        {
            // What is not recorded is not exported; the processors behind this one ask.
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
