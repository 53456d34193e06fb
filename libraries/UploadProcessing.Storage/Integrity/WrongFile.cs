using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Integrity;

/// <summary>A file that does not agree with its revision.</summary>
/// <param name="Node">The file.</param>
/// <param name="Revision">The revision it names, if any.</param>
/// <param name="Size">The size it says.</param>
/// <param name="RevisionSize">The revision's; null: there is no such revision of this file.</param>
public sealed record WrongFile(NodeId Node, UploadId? Revision, long Size, long? RevisionSize);
