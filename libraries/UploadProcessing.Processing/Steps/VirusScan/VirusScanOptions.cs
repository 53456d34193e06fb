using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>What a step of the kind <c>virusscan</c> has under <c>Processing:Steps:{name}</c>.</summary>
public sealed class VirusScanOptions
{
    /// <summary>Where clamd listens: <c>unix:/path</c> or <c>tcp://host:port</c>.</summary>
    [Required, RegularExpression(@"unix:/.+|tcp://[^/:]+:\d{1,5}|tcp://\[[0-9a-fA-F:.]+\]:\d{1,5}")]
    public string Address { get; set; } = "unix:/run/clamav/clamd.ctl";

    /// <summary>The most bytes that are scanned; larger uploads are "not scanned". No more than clamd's StreamMaxLength, MaxFileSize and MaxScanSize.</summary>
    [Range(1, long.MaxValue)]
    public long MaximumSize { get; set; } = 100 << 20;

    /// <summary>What becomes of an upload in which something was found.</summary>
    public FoundPolicy Found { get; set; } = FoundPolicy.Delete;

    /// <summary>What becomes of an upload that could not be scanned: too large, encrypted, or nested too deep.</summary>
    public NotScannedPolicy NotScanned { get; set; } = NotScannedPolicy.Abort;
}

/// <summary>What becomes of an upload in which something was found.</summary>
public enum FoundPolicy
{
    /// <summary>Its bytes are dropped.</summary>
    Delete,

    /// <summary>Its bytes are kept for the operator.</summary>
    Abort,
}

/// <summary>What becomes of an upload that could not be scanned.</summary>
public enum NotScannedPolicy
{
    /// <summary>It ends; its bytes are kept for the operator.</summary>
    Abort,

    /// <summary>It is tried again, for a scanner that is being set up otherwise.</summary>
    Retry,

    /// <summary>It goes on with the mark "not scanned", never as if it were clean.</summary>
    Continue,
}
