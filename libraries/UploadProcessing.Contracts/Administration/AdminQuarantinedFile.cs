namespace UploadProcessing.Contracts.Administration;

/// <summary>A revision that nobody can read until an operator releases it.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Space">Its space.</param>
/// <param name="Node">Its file.</param>
/// <param name="Name">The file's name; absent when the file is gone.</param>
/// <param name="At">Since when.</param>
/// <param name="Reason">What was found.</param>
public sealed record AdminQuarantinedFile(UploadId Revision, SpaceId Space, NodeId Node, string? Name, DateTimeOffset At, string Reason);
