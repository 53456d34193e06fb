using UploadProcessing.Storage.Backups;
using UploadProcessing.Storage.Credentials;
using UploadProcessing.Storage.History;
using UploadProcessing.Storage.Integrity;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Outbox;
using UploadProcessing.Storage.Rescans;
using UploadProcessing.Storage.Scrubbing;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage;

/// <summary>The stores as one transaction sees them. Its methods take no cancellation token: what has begun runs to its end.</summary>
public interface IMetadataTransaction
{
    /// <summary>Spaces, members and quota.</summary>
    ISpaceStore Spaces { get; }

    /// <summary>The node trees and their revisions.</summary>
    INodeStore Nodes { get; }

    /// <summary>Upload sessions.</summary>
    IUploadStore Uploads { get; }

    /// <summary>What happened to uploads.</summary>
    IHistoryStore History { get; }

    /// <summary>App passwords.</summary>
    IAppPasswordStore AppPasswords { get; }

    /// <summary>Events owed to the bus.</summary>
    IOutbox Outbox { get; }

    /// <summary>What keeps blobs of removed revisions while they are copied.</summary>
    IBlobHolds Holds { get; }

    /// <summary>Files that steps look at again.</summary>
    IRescanStore Rescans { get; }

    /// <summary>What does not fit together.</summary>
    IIntegrityStore Integrity { get; }

    /// <summary>How far reading all blobs has come.</summary>
    IScrubLog Scrubbing { get; }
}
