using UploadProcessing.LoadTests.Measuring;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Scenarios;

/// <summary>What many uploads under way cost each process in memory.</summary>
/// <param name="Count">How many.</param>
/// <param name="Size">The declared length of each; half of it is sent at first.</param>
/// <param name="BytesPerSecond">What each sends from then on; 0: nothing.</param>
/// <param name="Duration">How long they are held.</param>
internal sealed record MemoryPerUpload(int Count, long Size, int BytesPerSecond, TimeSpan Duration)
{
    private const int WarmUp = 200;
    private const int Openers = 16;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <summary>KiB that each process has grown by for each upload: at the end, and at the most.</summary>
    public Growth Run(Server server, Processes processes)
    {
        // What the first uploads make once (code, pools) is no upload's.
        using (var first = new OpenUploads())
        {
            first.Open(server, Math.Min(WarmUp, Count), Size, Openers);
            Hold(first, Settling);
        }

        Thread.Sleep(Settling);
        processes.ResetPeaks();
        var before = processes.Resident();
        using var uploads = new OpenUploads();
        uploads.Open(server, Count, Size, Openers);
        Hold(uploads, Duration);
        return new Growth(Of(processes.Resident(), before), Of(processes.Peaks(), before));
    }

    private void Hold(OpenUploads uploads, TimeSpan duration)
    {
        if (BytesPerSecond > 0)
        {
            Trickle.Run(uploads, BytesPerSecond, duration);
        }
        else
        {
            Thread.Sleep(duration);
        }
    }

    private Dictionary<string, double> Of(Dictionary<string, long> now, Dictionary<string, long> before) =>
        now.ToDictionary(one => one.Key, one => (one.Value - before[one.Key]) / (double)Count);
}

/// <summary>KiB an upload, of each process.</summary>
internal sealed record Growth(IReadOnlyDictionary<string, double> AtTheEnd, IReadOnlyDictionary<string, double> AtTheMost);
