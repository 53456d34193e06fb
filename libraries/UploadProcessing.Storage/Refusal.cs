namespace UploadProcessing.Storage;

/// <summary>Why storage did not do what it was asked. Each edge has one table from these to its status codes.</summary>
public enum Refusal
{
    /// <summary>The name, length, time or checksum is not valid.</summary>
    Invalid,

    /// <summary>The whole file is not what the client said it would be.</summary>
    ChecksumMismatch,

    /// <summary>The space, node or session does not exist, or the user may not know that it does.</summary>
    NotFound,

    /// <summary>The user sees it but may not do this.</summary>
    Denied,

    /// <summary>The parent does not exist or is not a folder.</summary>
    ParentMissing,

    /// <summary>A folder is where a file was wanted, or the other way round.</summary>
    WrongKind,

    /// <summary>Something of that name exists.</summary>
    Exists,

    /// <summary>The file is not as the client demanded.</summary>
    PreconditionFailed,

    /// <summary>The quota of the space or the disk is used up.</summary>
    NoSpace,

    /// <summary>The user has as many uploads under way, or app passwords, as one may have.</summary>
    TooMany,

    /// <summary>The file would be larger than any may be.</summary>
    TooLarge,

    /// <summary>The session has ended without becoming a revision.</summary>
    Aborted,

    /// <summary>The session has become a revision and takes no more bytes.</summary>
    Ended,

    /// <summary>Somebody else is writing the same upload.</summary>
    Busy,

    /// <summary>The file is new, and mandatory steps have not decided about it yet.</summary>
    Processing,

    /// <summary>A mandatory step has decided against the file.</summary>
    Rejected,

    /// <summary>The bytes stopped coming.</summary>
    Stalled,
}
