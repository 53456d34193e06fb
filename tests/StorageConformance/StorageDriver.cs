using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using UploadProcessing.Storage;

namespace StorageConformance;

/// <summary>A driver under test: opens its store below a folder, as often as a test wants to restart it.</summary>
public abstract class StorageDriver : IAsyncDisposable
{
    private ServiceProvider? _services;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("storage-conformance-").FullName;

    public T Get<T>()
        where T : notnull => (_services ??= Open()).GetRequiredService<T>();

    /// <summary>Ends the driver as a process would, and opens the same store anew at the next use.</summary>
    public async Task RestartAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        _services = null;
    }

    public async ValueTask DisposeAsync()
    {
        await RestartAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Configure(IHostApplicationBuilder builder);

    private ServiceProvider Open()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        Configure(builder);
        builder.AddUploadStorage();
        return builder.Services.BuildServiceProvider();
    }
}
