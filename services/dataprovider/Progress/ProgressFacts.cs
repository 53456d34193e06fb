using UploadProcessing.Storage.History;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>What is known of one upload at one moment.</summary>
/// <param name="Session">The upload.</param>
/// <param name="Size">Bytes that have arrived.</param>
/// <param name="History">What happened to it, in order.</param>
/// <param name="File">The file that it has become, if that is still there.</param>
internal sealed record ProgressFacts(UploadSession Session, long Size, IReadOnlyList<HistoryEntry> History, Node? File);
