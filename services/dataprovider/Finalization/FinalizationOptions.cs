using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>How long a client waits for what happens after the last byte.</summary>
internal sealed class FinalizationOptions
{
    public const string SectionName = "Finalization";

    /// <summary>How long a request may wait for the outcome before it is answered without it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ResponseDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often whoever uploads may have an upload processed again that a step has ended and whose bytes were kept. Operators always may.</summary>
    [Range(0, 1000)]
    public int UploaderRestarts { get; set; } = 3;
}
