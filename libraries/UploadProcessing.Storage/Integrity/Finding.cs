using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Integrity;

/// <summary>One thing that is not as it must be.</summary>
/// <param name="Problem">Its kind, for programs: <c>wrong-digest</c>.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Detail">What is wrong, as a sentence.</param>
public sealed record Finding(string Problem, Place Place, string Detail)
{
    /// <summary>The node it is about.</summary>
    public NodeId? Node { get; init; }

    /// <summary>The revision, session or blob it is about: all three have the id of the upload.</summary>
    public UploadId? Upload { get; init; }

    /// <summary>Whether it was put right.</summary>
    public bool Repaired { get; init; }

    /// <summary>Puts it right; null where that could lose something. May run twice: each looks again first or counts anew.</summary>
    internal Func<CancellationToken, ValueTask>? Repair { get; init; }
}
