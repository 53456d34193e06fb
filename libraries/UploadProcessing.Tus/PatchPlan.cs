namespace UploadProcessing.Tus;

/// <summary>What a PATCH may do to the upload it is sent to (TUS 1.0.0, Core Protocol, PATCH; clauses 10, 14, 22 and 33).</summary>
/// <param name="Length">The upload's length from now on; null as long as nobody knows.</param>
/// <param name="SetsLength">The length is new. Store it with the bytes, and not at all if the bytes are discarded after all.</param>
/// <param name="MaxBytes">The most bytes the body may have, also when it does not say how many it has; null without a limit. At the first
/// byte beyond, stop: <see cref="Beyond"/>.</param>
public sealed record PatchPlan(long? Length, bool SetsLength, long? MaxBytes)
{
    /// <summary>What a body is refused with that turned out longer than <see cref="MaxBytes"/>.</summary>
    public TusError Beyond => Length is null ? TusError.TooLarge : TusError.BeyondLength;

    /// <summary>Decides, before a byte of the body. A refused PATCH changes nothing, the length it brought included.</summary>
    public static TusResult<PatchPlan> Make(PatchRequest request, TusUpload upload, TusCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(capabilities);
        if ((CheckKind(upload) ?? CheckOffset(request, upload) ?? CheckLength(request, upload, capabilities)) is { } error)
        {
            return error;
        }

        var length = upload.Length ?? request.Length;
        var end = length ?? capabilities.MaxSize;
        var plan = new PatchPlan(length, SetsLength: upload.Length is null && length is not null, MaxBytes: end - upload.Offset);
        return request.ContentLength > plan.MaxBytes ? plan.Beyond : plan;
    }

    /// <summary>"The Server MUST respond with the 403 Forbidden status to PATCH requests against a final upload URL and MUST NOT modify the
    /// final or its partial uploads" (clause 33); pending ones too.</summary>
    public static TusError? CheckKind(TusUpload upload)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return upload.Kind == UploadKind.Final ? TusError.FinalUploadIsReadOnly : null;
    }

    /// <summary>"If the offsets do not match, the Server MUST respond with the 409 Conflict status without modifying the upload resource"
    /// (clause 10).</summary>
    public static TusError? CheckOffset(PatchRequest request, TusUpload upload)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upload);
        return request.Offset == upload.Offset ? null : TusError.OffsetMismatch;
    }

    /// <summary>"Once it is known the Client MUST set the Upload-Length header in the next PATCH request. Once set the length MUST NOT be
    /// changed" (clause 22); saying the same again changes nothing.</summary>
    public static TusError? CheckLength(PatchRequest request, TusUpload upload, TusCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(capabilities);
        return request.Length is not { } length ? null
            : upload.Length is { } known ? (length == known ? null : TusError.LengthChanged)
            : length < upload.Offset ? TusError.LengthBelowOffset
            : capabilities.CheckSize(length);
    }
}
