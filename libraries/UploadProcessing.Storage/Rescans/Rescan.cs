using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Rescans;

/// <summary>One time that steps look at files which are there already.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Space">Whose files; null: everybody's.</param>
/// <param name="Steps">Which steps.</param>
/// <param name="BegunAt">When it was asked for.</param>
public sealed record Rescan(RescanId Id, SpaceId? Space, IReadOnlyList<string> Steps, DateTimeOffset BegunAt)
{
    /// <summary>The last revision it has come to.</summary>
    public UploadId? Position { get; init; }

    /// <summary>Whether it has come to all of them.</summary>
    public bool Listed { get; init; }

    /// <summary>When the last answer came.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Files that steps let pass.</summary>
    public long Passed { get; init; }

    /// <summary>Files that were quarantined.</summary>
    public long Found { get; init; }

    /// <summary>Files that steps could not say anything of.</summary>
    public long Undecided { get; init; }

    /// <summary>Which run of a file's steps this is: later than any of its upload's, and than those of rescans before.</summary>
    public int Run => (int)Math.Min(BegunAt.ToUnixTimeSeconds(), int.MaxValue);
}
