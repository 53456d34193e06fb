using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>CS3 references and timestamps as ours.</summary>
internal static class References
{
    /// <summary>The node meant; null when the reference cannot be read. Names are checked by storage.</summary>
    public static NodeReference? Read(Reference? reference)
    {
        if (!SpaceId.TryParse(reference?.ResourceId?.SpaceId, null, out var space))
        {
            return null;
        }

        NodeId? start = null;
        if (reference!.ResourceId.OpaqueId is { Length: > 0 } opaqueId && opaqueId != reference.ResourceId.SpaceId)
        {
            if (!NodeId.TryParse(opaqueId, null, out var node))
            {
                return null;
            }

            start = node;
        }

        // `./a/b`, as CS3 writes relative paths; `.` and the empty path are the start itself.
        var path = reference.Path is "" or "." ? "" : reference.Path.StartsWith("./", StringComparison.Ordinal) ? reference.Path[2..] : reference.Path;
        return new NodeReference(space, start, path.Length == 0 ? [] : path.Split('/'));
    }

    public static global::Cs3.Types.V1Beta1.Timestamp Timestamp(DateTimeOffset time) => new()
    {
        Seconds = (ulong)Math.Max(0, time.ToUnixTimeSeconds()),
        Nanos = (uint)(time.Ticks % TimeSpan.TicksPerSecond * 100),
    };

    /// <summary>Null when it is later than any date can be.</summary>
    public static DateTimeOffset? Time(global::Cs3.Types.V1Beta1.Timestamp timestamp) =>
        timestamp.Seconds < (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds((long)timestamp.Seconds).AddTicks(timestamp.Nanos / 100)
            : null;
}
