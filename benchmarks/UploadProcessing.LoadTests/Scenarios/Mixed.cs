using UploadProcessing.LoadTests.Http;
using UploadProcessing.LoadTests.Measuring;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Scenarios;

/// <summary>How long small files take alone, and while large ones are under way all the time.</summary>
internal sealed record Mixed(Load Small, int LargeAtATime, long LargeSize)
{
    public (Figures Alone, Figures Beside) Run(Way small, Way large, Processes server)
    {
        var alone = Small.Run(small, server);
        using var stop = new CancellationTokenSource();
        var number = 0;
        var run = Guid.NewGuid().ToString("N")[..8];
        var background = new Thread(() => Workers.Run(LargeAtATime, () =>
        {
            using var client = new Client();
            while (!stop.IsCancellationRequested)
            {
                large(client, $"{run}-large-{Interlocked.Increment(ref number)}.bin", LargeSize);
            }
        }));
        background.Start();
        var beside = Small.Run(small, server);
        stop.Cancel();
        background.Join();
        return (alone, beside);
    }
}
