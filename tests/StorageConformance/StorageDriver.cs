using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using StorageConformance.Faults;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Backups;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Integrity;
using UploadProcessing.Storage.Scrubbing;
using UploadProcessing.Storage.Sweeping;

namespace StorageConformance;

/// <summary>A driver under test: opens its store below a folder, as often as a test wants to restart it.</summary>
public abstract class StorageDriver : IAsyncDisposable
{
    private readonly List<string> _folders = [];
    private ServiceProvider? _services;

    /// <summary>The clock of the next use after a restart; what expires is waited for by moving it.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Settings, for the next use after a restart.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>Numbers the calls to the stores, from the next use after a restart on.</summary>
    public CallPoints? Calls { get; set; }

    protected string Folder => field ??= Directory.CreateDirectory(Path.Combine(Above, $"storage-conformance-{Guid.NewGuid():N}")).FullName;

    /// <summary>Where the driver's folder is made.</summary>
    protected virtual string Above => Path.GetTempPath();

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

    /// <summary>An empty folder beside the store, for as long as the driver.</summary>
    public string NewFolder()
    {
        _folders.Add(Directory.CreateTempSubdirectory("storage-conformance-").FullName);
        return _folders[^1];
    }

    /// <summary>Whether a text stands anywhere in what is stored.</summary>
    public virtual bool Holds(string text) => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public async ValueTask DisposeAsync()
    {
        await RestartAsync();
        foreach (var folder in _folders.Prepend(Folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    protected abstract void Configure(IHostApplicationBuilder builder);

    /// <summary>The same store, opened by another process as far as files and locks tell.</summary>
    public ServiceProvider Another() => Open();

    /// <summary>Puts what a test needs in the place of what was registered.</summary>
    protected virtual void Replace(IServiceCollection services)
    {
    }

    /// <summary>Puts something around a service; the service itself stays the container's to dispose of.</summary>
    protected static void Replace<T>(IServiceCollection services, Func<T, T> around)
        where T : class
    {
        var registered = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(registered);
        services.AddKeyedSingleton(registered, (provider, _) => (T)(registered.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!)));
        services.AddSingleton(provider => around(provider.GetRequiredKeyedService<T>(registered)));
    }

    private ServiceProvider Open()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        Configure(builder);
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.AddUploadStorage();
        builder.AddUploadSweeping();
        builder.AddUploadScrubbing();
        builder.AddUploadIntegrity();
        builder.AddUploadBackups();

        if (Calls is { } calls)
        {
            Replace<IMetadataStore>(builder.Services, metadata => new NumberedMetadata(metadata, calls));
            Replace<IBlobStore>(builder.Services, blobs => NumberedCalls.Around(blobs, calls));
        }

        Replace(builder.Services);
        return builder.Services.BuildServiceProvider();
    }
}
