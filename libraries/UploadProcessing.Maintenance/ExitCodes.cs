namespace UploadProcessing.Maintenance;

/// <summary>What the commands tell whoever started them; docs/operations.md.</summary>
internal static class ExitCodes
{
    /// <summary>Done, and nothing is wrong.</summary>
    public const int Clean = 0;

    /// <summary>Done, and something is wrong that was not repaired.</summary>
    public const int Problems = 1;

    /// <summary>Not done: what was asked is not understood, or not possible.</summary>
    public const int NotDone = 2;

    /// <summary>Done; something was wrong, and all of it was repaired.</summary>
    public const int Repaired = 3;
}
