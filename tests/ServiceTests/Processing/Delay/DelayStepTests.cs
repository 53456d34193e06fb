using ServiceTests.Processing.Support;
using UploadProcessing.Processing.Steps;

namespace ServiceTests.Processing.Delay;

/// <summary>The step that waits.</summary>
public sealed class DelayStepTests
{
    [Fact]
    public async Task Run_WaitsAndContinues()
    {
        await using var host = StepHost.WithoutNats("slow:Kind=delay", "slow:Duration=00:00:00.050");
        var begun = TimeProvider.System.GetTimestamp();

        Assert.Equal(StepResult.Continue, await host.RunAsync("delay", Attempt.Of("slow")));

        Assert.InRange(TimeProvider.System.GetElapsedTime(begun), TimeSpan.FromMilliseconds(45), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Run_AtItsDeadline_IsCut()
    {
        await using var host = StepHost.WithoutNats("slow:Kind=delay", "slow:Duration=1.00:00:00");
        using var deadline = new CancellationTokenSource();
        var running = host.RunAsync("delay", Attempt.Of("slow"), deadline.Token).AsTask();

        await deadline.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
