using System.Diagnostics;

namespace UploadProcessing.LoadTests.Scenarios;

/// <summary>Every open upload gets a few bytes each second.</summary>
internal static class Trickle
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public static void Run(OpenUploads uploads, int bytes, TimeSpan duration)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var beats = 1; Stopwatch.GetElapsedTime(begun) < duration; beats++)
        {
            uploads.SendOnEach(bytes);
            var left = beats * Beat - Stopwatch.GetElapsedTime(begun);
            if (left > TimeSpan.Zero)
            {
                Thread.Sleep(left);
            }
        }
    }
}
