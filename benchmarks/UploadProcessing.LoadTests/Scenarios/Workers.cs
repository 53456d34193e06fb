namespace UploadProcessing.LoadTests.Scenarios;

/// <summary>The same work on several threads.</summary>
internal static class Workers
{
    private const int StackSize = 256 * 1024;

    public static void Run(int count, Action work)
    {
        var threads = Enumerable.Range(0, count).Select(_ => new Thread(() => work(), StackSize)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}
