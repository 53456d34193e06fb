namespace UploadProcessing.CommandLine;

/// <summary>What the commands tell whoever started them; fsck, backup and restore have codes of their own (docs/operations.md).</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>It was refused, or an upload ended without a file.</summary>
    public const int Refused = 1;

    /// <summary>What was asked is not understood, or nobody could be asked.</summary>
    public const int NotAsked = 2;

    /// <summary>Ctrl-C, as shells say it.</summary>
    public const int Interrupted = 130;
}
