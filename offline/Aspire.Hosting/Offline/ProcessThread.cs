using System.Collections.Concurrent;
using System.Diagnostics;

namespace Aspire.Hosting.Offline;

/// <summary>The one thread that starts children, for as long as this process lives.</summary>
/// <remarks>
/// prctl(2), PR_SET_PDEATHSIG: the "parent" is the thread that created the child. Started from the thread pool, a
/// service would be ended whenever the pool gives up that thread.
/// </remarks>
internal static class ProcessThread
{
    private static readonly BlockingCollection<Action> Work = StartThread();

    public static Task<Process> StartAsync(ProcessStartInfo command)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(command)!);
            }
            catch (Exception exception) when (exception is IOException or System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    private static BlockingCollection<Action> StartThread()
    {
        var work = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var action in work.GetConsumingEnumerable())
            {
                action();
            }
        })
        {
            IsBackground = true,
            Name = "Starts child processes",
        };
        thread.Start();
        return work;
    }
}
