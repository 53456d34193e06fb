namespace UploadProcessing.Storage.Integrity;

/// <summary>Looks for one kind of what must not be.</summary>
public interface IIntegrityCheck
{
    /// <summary>Everything of that kind. Only what is still so at a second look: others write and remove meanwhile.</summary>
    IAsyncEnumerable<Finding> FindAsync(IntegrityScope scope, CancellationToken cancellationToken);
}
