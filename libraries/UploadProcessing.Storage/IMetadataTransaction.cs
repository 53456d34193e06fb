using UploadProcessing.Storage.Credentials;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Outbox;
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

    /// <summary>App passwords.</summary>
    IAppPasswordStore AppPasswords { get; }

    /// <summary>Events owed to the bus.</summary>
    IOutbox Outbox { get; }
}
