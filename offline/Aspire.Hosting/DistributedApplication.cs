namespace Aspire.Hosting;

/// <summary>The application, ready to run.</summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;
    private readonly EntryPoint? _entryPoint;

    public DistributedApplication(IHost host)
        : this(host, entryPoint: null)
    {
    }

    internal DistributedApplication(IHost host, EntryPoint? entryPoint)
    {
        _host = host;
        _entryPoint = entryPoint;
    }

    public IServiceProvider Services => _host.Services;
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) =>
        CreateBuilder(new DistributedApplicationOptions { Args = args });

    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) =>
        DistributedApplicationBuilder.Create(options);

    public virtual void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until Ctrl-C, SIGTERM or the token. Under the testing builder the test starts and stops: then this only waits.</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (_entryPoint is not null)
        {
            await _entryPoint.Disposed.WaitAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        await HostingAbstractionsHostExtensions.RunAsync(this, cancellationToken).ConfigureAwait(false);
    }

    public virtual Task StartAsync(CancellationToken cancellationToken = default)
    {
        // All ports first: a reference may point at a resource that starts later. Before the host, which would log a taken one as a fault of its own.
        Services.GetRequiredService<PortAllocator>().Allocate();
        return _host.StartAsync(cancellationToken);
    }

    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_host).DisposeAsync().ConfigureAwait(false);
        _entryPoint?.SetDisposed();
        GC.SuppressFinalize(this);
    }
}
