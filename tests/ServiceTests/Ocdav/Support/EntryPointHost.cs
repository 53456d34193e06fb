using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServiceTests.Ocdav.Support;

/// <summary>Runs a participant's own Program in this process.</summary>
internal sealed class EntryPointHost : IAsyncDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The hosting library reports what it builds on the thread that builds it.
    [ThreadStatic]
    private static EntryPointHost? t_starting;

    private readonly TaskCompletionSource<IHost> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IHost? _host;

    private EntryPointHost()
    {
    }

    public IServiceProvider Services => _host!.Services;

    public IReadOnlyList<Uri> Addresses { get; private set; } = [];

    public static async Task<EntryPointHost> StartAsync(Assembly participant, string[] args)
    {
        var host = new EntryPointHost();
        using var subscription = DiagnosticListener.AllListeners.Subscribe(host);
        new Thread(() => host.Run(participant.EntryPoint!, args)) { IsBackground = true }.Start();
        await await Task.WhenAny(host._started.Task, host._ended.Task).WaitAsync(Patience);
        host._host = await host._built.Task.WaitAsync(Patience);
        var addresses = host.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        host.Addresses = [.. addresses.Addresses.Select(address => new Uri(address))];
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await _ended.Task.WaitAsync(Patience);
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (t_starting != this)
        {
            return;
        }

        // The first one: a participant may have another server of its own.
        if (value.Value is IHost host && !_built.Task.IsCompleted)
        {
            // Here, before Main goes on: a host that does not start has disposed its services when another thread looks.
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => _started.TrySetResult());
            _built.TrySetResult(host);
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    private void Run(MethodInfo main, string[] args)
    {
        t_starting = this;
        try
        {
            main.Invoke(null, [args]);
            _ended.TrySetResult();
        }
        catch (TargetInvocationException exception)
        {
            _built.TrySetException(exception.InnerException!);
            _ended.TrySetException(exception.InnerException!);
        }
    }
}
