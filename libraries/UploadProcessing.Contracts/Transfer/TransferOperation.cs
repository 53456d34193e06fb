namespace UploadProcessing.Contracts.Transfer;

/// <summary>What a transfer token allows, and nothing else.</summary>
public enum TransferOperation
{
    /// <summary>Send the bytes of one upload session, ask for its offset, end it.</summary>
    Write,

    /// <summary>Read the bytes of one revision.</summary>
    Read,

    /// <summary>Read the bytes of one upload session while mandatory steps decide about it.</summary>
    Inspect,

    /// <summary>Follow the progress of one upload session.</summary>
    Watch,
}
