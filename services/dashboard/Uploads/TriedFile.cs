namespace UploadProcessing.Dashboard.Uploads;

/// <summary>A file on the page Try it, as its script tells (try.js).</summary>
/// <param name="Id">Its place.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Sent">Bytes that the server has.</param>
/// <param name="State"><c>waiting</c>, <c>uploading</c>, <c>processing</c>, <c>finalized</c>, <c>refused</c>.</param>
/// <param name="Step">The step that looks at it.</param>
/// <param name="Reason">Why it was refused, or what it waits for.</param>
/// <param name="Upload">The upload's id, once it is known.</param>
public sealed record TriedFile(int Id, string Name, long Size, long Sent, string State, string? Step, string? Reason, string? Upload);

/// <summary>A space that the page can upload to.</summary>
public sealed record TriedSpace(string Id, string Name, string DriveType);
