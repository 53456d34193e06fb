namespace UploadProcessing.Sequences.Labels;

/// <summary>What the two arrows of a call say; the answering side's span knows best, the calling side's has to do when it is missing.</summary>
internal static class CallLabels
{
    public static bool IsCall(Span span) => IsRpc(span) || span.Attribute(AttributeNames.HttpMethod) is not null;

    public static string Request(Span span) => IsRpc(span) ? RpcLabels.Request(span) : HttpLabels.Request(span);

    /// <summary>Null when the span does not tell how the call ended.</summary>
    public static string? Response(Span span) => IsRpc(span) ? RpcLabels.Response(span) : HttpLabels.Response(span);

    private static bool IsRpc(Span span) =>
        span.Attribute(AttributeNames.RpcSystem) is not null
        || span.Attribute(AttributeNames.OldRpcSystem) is not null
        || span.Attribute(AttributeNames.RpcMethod) is not null;
}
