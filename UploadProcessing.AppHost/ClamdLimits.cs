namespace UploadProcessing.AppHost;

/// <summary>How a scanner of ours is set up, wherever it runs.</summary>
internal static class ClamdLimits
{
    /// <summary>What is beyond a limit is a finding, never "OK": the step says "not scanned" then. MaxFileSize is not below MaxScanSize, or clamd
    /// would be silent about a large member of an archive (seen with 1.4.6).</summary>
    public const string Configuration =
        """
        Foreground yes
        StreamMaxLength 100M
        MaxFileSize 128M
        MaxScanSize 128M
        AlertExceedsMax yes
        AlertEncrypted yes

        """;
}
