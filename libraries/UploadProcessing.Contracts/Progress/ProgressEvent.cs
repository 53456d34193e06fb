namespace UploadProcessing.Contracts.Progress;

/// <summary>The names of a stream's messages: the <c>event</c> of server-sent events and of what a WebSocket sends.</summary>
public static class ProgressEvent
{
    /// <summary>The upload was initiated.</summary>
    public const string Started = "started";

    /// <summary>Bytes have arrived. Live only: it has no id and is not sent again.</summary>
    public const string Bytes = "bytes";

    /// <summary>All bytes are there; its steps begin, the first time or again.</summary>
    public const string Processing = "processing";

    /// <summary>A step has begun, or come to something.</summary>
    public const string Step = "step";

    /// <summary>It is a file; the last message.</summary>
    public const string Finalized = "finalized";

    /// <summary>It ended without one; the last message.</summary>
    public const string Aborted = "aborted";

    /// <summary>Somebody intervened.</summary>
    public const string Operated = "operated";

    /// <summary>Nothing has happened; says that the connection lives.</summary>
    public const string Heartbeat = "heartbeat";
}
