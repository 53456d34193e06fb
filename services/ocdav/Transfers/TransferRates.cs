using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>How slowly a file may come and go. How large it may be is a matter of quota, and decided elsewhere.</summary>
internal sealed class TransferRates
{
    public const string SectionName = "TransferRates";

    /// <summary>Bytes per second, on average since the body began, below which a transfer is ended (a PUT with 408); 0: never. Kestrel's
    /// own default would be 240.</summary>
    [Range(0, 1_000_000)]
    public double MinimumBytesPerSecond { get; set; } = 128;

    /// <summary>How long after its beginning a body's average does not count yet. Later pauses, such as in a tunnel, are paid from the
    /// average: what came fast before may pause for long. Kestrel's own default would be 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "01:00:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(30);

    private MinDataRate? Rate => MinimumBytesPerSecond > 0 ? new MinDataRate(MinimumBytesPerSecond, Grace) : null;

    /// <summary>For the whole server, not for each request: of an HTTP/2 request it cannot be set (Kestrel throws), there the connection
    /// has it.</summary>
    public void ApplyTo(KestrelServerLimits limits)
    {
        limits.MinRequestBodyDataRate = Rate;
        limits.MinResponseDataRate = Rate;
    }
}
