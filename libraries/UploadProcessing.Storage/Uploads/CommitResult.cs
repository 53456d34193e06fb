using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Uploads;

/// <summary>How a finalization ended: committed, now or by an earlier try; handed to its mandatory steps; or why not.</summary>
/// <param name="File">The file as it is listed; set when committed.</param>
/// <param name="Revision">The revision; set when committed.</param>
/// <param name="Created">Whether the file was new, rather than overwritten.</param>
/// <param name="Refusal">Set when not committed; the old state is untouched.</param>
/// <param name="Detail">What the client can do about the refusal.</param>
/// <param name="Run">Set when mandatory steps decide; nothing is visible yet.</param>
/// <param name="Step">The mandatory step that refused it.</param>
public sealed record CommitResult(Node? File, Revision? Revision, bool Created, Refusal? Refusal, string? Detail, UploadRun? Run = null, string? Step = null);
