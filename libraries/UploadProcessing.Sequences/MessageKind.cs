namespace UploadProcessing.Sequences;

/// <summary>How an arrow is drawn and what it means.</summary>
public enum MessageKind
{
    /// <summary>A call whose sender waits: <c>-&gt;&gt;</c>.</summary>
    Request,

    /// <summary>The answer to a call: <c>--&gt;&gt;</c>.</summary>
    Response,

    /// <summary>A message nobody waits for: <c>-)</c>.</summary>
    Asynchronous,
}
