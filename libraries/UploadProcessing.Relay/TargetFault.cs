namespace UploadProcessing.Relay;

/// <summary>The target broke the protocol or the connection; never leaves the library.</summary>
/// <param name="kind">A word for logs and <c>error.type</c>, from this file and nowhere else: nothing of the target's bytes.</param>
internal sealed class TargetFault(string kind) : Exception(kind)
{
    public const string Closed = "connection_closed";
    public const string Silent = "timeout";
    public const string HeadTooLarge = "head_too_large";
    public const string MalformedHead = "malformed_head";
    public const string MalformedBody = "malformed_body";
    public const string AmbiguousFraming = "ambiguous_framing";

    public string Kind { get; } = kind;
}
