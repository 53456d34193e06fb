namespace UploadProcessing.Storage.Scrubbing;

/// <summary>How far reading all blobs has come, within one transaction.</summary>
public interface IScrubLog
{
    /// <summary>The round under way or the last one; null: there has been none.</summary>
    ValueTask<ScrubRound?> FindAsync();

    /// <summary>Notes how far it has come.</summary>
    ValueTask SaveAsync(ScrubRound round);
}
