using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Integrity;

/// <summary>A folder that says another size than it has.</summary>
/// <param name="Node">The folder.</param>
/// <param name="Size">What it says.</param>
/// <param name="Counted">What all newest revisions below it have.</param>
public sealed record WrongFolder(NodeId Node, long Size, long Counted);
