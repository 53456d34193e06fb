using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>What a step of the kind <c>virusscan</c> has under <c>Processing:Steps:{name}</c>.</summary>
public sealed class VirusScanOptions
{
    /// <summary>ClamAV works with nothing longer; its own limit is this, whatever its configuration says.</summary>
    internal const long LongestPossible = 2_147_483_645;

    /// <summary>Where clamd listens: <c>unix:/run/clamav/clamd.ctl</c> or <c>tcp://scanner:3310</c>. Bytes go over TCP as they are.</summary>
    [Required]
    public string Address { get; set; } = "unix:/run/clamav/clamd.ctl";

    /// <summary>What becomes of an upload with a virus.</summary>
    [EnumDataType(typeof(FoundOutcome))]
    public FoundOutcome Found { get; set; } = FoundOutcome.Delete;

    /// <summary>The longest file that is sent to be scanned, in bytes; keep it at clamd's <c>StreamMaxLength</c> or below.</summary>
    [Range(1024, LongestPossible)]
    public long ScannedUpTo { get; set; } = 100 * 1024 * 1024;

    /// <summary>What becomes of an upload that was not scanned because it is longer than <see cref="ScannedUpTo"/>, or larger inside or deeper than clamd looks.</summary>
    [EnumDataType(typeof(NotScannedOutcome))]
    public NotScannedOutcome BeyondLimits { get; set; } = NotScannedOutcome.Abort;

    /// <summary>What becomes of an upload that was not scanned because it is encrypted; clamd says so only with <c>AlertEncrypted yes</c>.</summary>
    [EnumDataType(typeof(NotScannedOutcome))]
    public NotScannedOutcome Encrypted { get; set; } = NotScannedOutcome.Abort;

    /// <summary>What becomes of an upload that could not be scanned in any of its attempts: the ones before the last are always repeated.</summary>
    [EnumDataType(typeof(NotScannedOutcome))]
    public NotScannedOutcome Unavailable { get; set; } = NotScannedOutcome.Retry;

    /// <summary>Whether an OK is believed of a clamd that does not say when it has given up: then only for files of a length that was tried, and without
    /// knowing what was left out inside of archives.</summary>
    public bool TrustSilentScanner { get; set; }
}
