namespace UploadProcessing.Tus;

/// <summary>The names of the extensions of TUS 1.0.0.</summary>
public static class TusExtensions
{
    /// <summary>POST creates an upload.</summary>
    public const string Creation = "creation";

    /// <summary>The POST's body holds the first bytes.</summary>
    public const string CreationWithUpload = "creation-with-upload";

    /// <summary>The length may come with a later PATCH.</summary>
    public const string CreationDeferLength = "creation-defer-length";

    /// <summary>Chunks are verified.</summary>
    public const string Checksum = "checksum";

    /// <summary>The checksum may follow the body.</summary>
    public const string ChecksumTrailer = "checksum-trailer";

    /// <summary>Unfinished uploads go after a while.</summary>
    public const string Expiration = "expiration";

    /// <summary>DELETE ends an upload.</summary>
    public const string Termination = "termination";

    /// <summary>Several uploads become one.</summary>
    public const string Concatenation = "concatenation";

    /// <summary>They may still be in progress when they are named.</summary>
    public const string ConcatenationUnfinished = "concatenation-unfinished";

    /// <summary>The answer to the last byte need not wait for what comes after it, and progress has an address; ours
    /// (docs/respond-async.md), not of TUS 1.0.0.</summary>
    public const string RespondAsync = "respond-async";

    /// <summary>All of them, in the order of the specification, and then what it does not have.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Creation, CreationWithUpload, CreationDeferLength, Expiration, Checksum, ChecksumTrailer, Termination, Concatenation,
        ConcatenationUnfinished, RespondAsync,
    ];
}
