using System.Reflection;

namespace Aspire.Hosting.Offline;

/// <summary>An AppHost's Main on a thread of its own, held at Build() until the test that started it wants the application.</summary>
/// <remarks>An asynchronous local tells one application's builder from another's, so that several may run in one process.</remarks>
internal sealed class EntryPoint(Assembly assembly, string[] args)
{
    private static readonly AsyncLocal<EntryPoint?> Active = new();

    private readonly TaskCompletionSource<DistributedApplicationBuilder> _described = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static EntryPoint? Current => Active.Value;
    public Assembly Assembly { get; } = assembly;

    /// <summary>Settings of every application under test; the test's own arguments win.</summary>
    public string[] Args { get; } = [$"--{PortAllocator.RandomPortsKey}=true", $"--{ResourceConsole.QuietKey}=true"];
    public Task<DistributedApplicationBuilder> Described => _described.Task;
    public Task Disposed => _disposed.Task;
    public void Start() => new Thread(Run) { IsBackground = true, Name = $"Main of {Assembly.GetName().Name}" }.Start();

    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _wanted.TrySetResult();
        return _built.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends Main: nobody wants the application any more.</summary>
    public void Abandon()
    {
        _wanted.TrySetCanceled();
        _disposed.TrySetResult();
    }

    public void WaitForBuild(DistributedApplicationBuilder builder)
    {
        _described.TrySetResult(builder);
        _wanted.Task.GetAwaiter().GetResult();
    }

    public void SetBuilt(DistributedApplication application) => _built.TrySetResult(application);
    public void SetDisposed() => _disposed.TrySetResult();

    private void Run()
    {
        Active.Value = this;
        try
        {
            var main = Assembly.EntryPoint ?? throw new InvalidOperationException($"{Assembly.GetName().Name} has no entry point.");
            main.Invoke(null, main.GetParameters().Length == 0 ? [] : [args]);
            Fail(new InvalidOperationException($"The entry point of {Assembly.GetName().Name} ended without building an application."));
        }
        catch (TargetInvocationException exception)
        {
            Fail(exception.InnerException ?? exception);
        }
    }

    private void Fail(Exception exception)
    {
        // Whoever waits gets it; after the application was handed over nobody does, and the end of Main is no failure.
        _described.TrySetException(exception);
        _built.TrySetException(exception);
    }
}
