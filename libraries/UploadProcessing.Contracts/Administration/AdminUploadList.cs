namespace UploadProcessing.Contracts.Administration;

/// <summary>A page of a list.</summary>
/// <param name="Uploads">The newest first.</param>
/// <param name="Next">What the next page is asked for with; none after the last.</param>
public sealed record AdminUploadList(IReadOnlyList<AdminUpload> Uploads, UploadId? Next);
