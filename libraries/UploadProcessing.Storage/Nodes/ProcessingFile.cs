using UploadProcessing.Contracts;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Nodes;

/// <summary>New files whose mandatory steps have not decided yet: those who may write there see them by name, from their sessions. Nobody sees
/// anything of an overwrite: the file stays as it is until then.</summary>
internal static class ProcessingFile
{
    /// <summary>The file that <paramref name="name"/> will be, if there is an upload that says so.</summary>
    public static async ValueTask<Node?> FindAsync(IMetadataTransaction transaction, NodeId parent, string name) =>
        await transaction.Uploads.ListProcessingAsync(parent, name, after: null, limit: 1) is [var session] ? Of(session) : null;

    /// <summary>A page of a folder with those in it that are not among its children.</summary>
    public static async ValueTask<IReadOnlyList<Node>> MergeAsync(
        IMetadataTransaction transaction, NodeId parent, IReadOnlyList<Node> children, string? after, int limit)
    {
        var sessions = await transaction.Uploads.ListProcessingAsync(parent, name: null, after, limit);
        return sessions.Count == 0
            ? children
            : [.. children.Concat(sessions.Select(Of)).DistinctBy(node => node.Name).Order(ByName.Instance).Take(limit)];
    }

    private static Node Of(UploadSession session) => new(
        // The id that its file will have; the etag will be another one, which tells a client that it has ended.
        new NodeId(session.Id.Value), session.Space, session.Parent, session.Name, NodeKind.File, session.Run!.Received.Length,
        $"\"processing-{session.Id}\"", session.ModifiedAt ?? session.Run.Since, Revision: null)
    {
        IsProcessing = true,
    };

    /// <summary>As the store orders names: by their bytes.</summary>
    private sealed class ByName : IComparer<Node>
    {
        public static ByName Instance { get; } = new();

        public int Compare(Node? x, Node? y) =>
            System.Text.Encoding.UTF8.GetBytes(x!.Name).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(y!.Name));
    }
}
