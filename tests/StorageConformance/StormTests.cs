using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>Suites in which everything changes all the time: uploads, overwrites that prune, folders that come and go, uploads that end half-way.</summary>
public abstract class StormTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    private const int Workers = 3;

    /// <summary>Does <paramref name="work"/> in the storm; what fails in the storm fails the test.</summary>
    protected async Task InTheStormAsync(Func<Task> work)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var storm = Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => StormAsync(worker, ended.Token)));
        try
        {
            await work();
        }
        finally
        {
            await ended.CancelAsync();
            await storm;
        }
    }

    /// <summary>One worker has a folder of its own, so that nothing it does is refused.</summary>
    private async Task StormAsync(int worker, CancellationToken ended)
    {
        var random = new Random(worker);
        for (var round = 0; !ended.IsCancellationRequested; round++)
        {
            var folder = $"worker {worker} {round}";
            await CreateFolderAsync(folder);
            for (var count = 0; count < 8 && !ended.IsCancellationRequested; count++)
            {
                var text = new string((char)('a' + random.Next(26)), random.Next(20_000));
                Assert.Null((await UploadAsync($"{folder}/file {random.Next(3)}", text)).Detail);
            }

            var underWay = (await BeginAsync($"{folder}/half", 10)).Session!.Id;
            await SendAsync(underWay, "half");
            await Driver.Get<NodeMover>().MoveAsync(Reference(folder), Reference($"{folder} moved"), Einstein, Stop);
            if (round % 2 == 0)
            {
                await Driver.Get<UploadAbortion>().AbortAsync(underWay, "test");
                await RemoveAsync($"{folder} moved");
            }
        }
    }
}
