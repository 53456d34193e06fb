using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Logs;
using UploadProcessing.Contracts;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>Says in each log record which upload it is about, where the span that it was written in knows.</summary>
internal sealed class LogUpload : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord record)
    {
        for (var span = Activity.Current; span is not null; span = span.Parent)
        {
            if (span.GetTagItem(UploadTags.UploadId) is { } upload)
            {
                if (record.Attributes?.Any(attribute => attribute.Key == UploadTags.UploadId) != true)
                {
                    record.Attributes = [.. record.Attributes ?? [], new(UploadTags.UploadId, upload)];
                }

                return;
            }
        }
    }
}
