using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Sqlite;

namespace UploadProcessing.Benchmarks.Metadata;

/// <summary>The storage as a participant has it, without bytes.</summary>
internal static class Store
{
    public static ServiceProvider Open(string folder, bool inTurns)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:DataRoot"] = folder });
        builder.AddUploadStorage();
        builder.Services.AddSingleton<IBlobStore, NoBytes>();
        var services = builder.Services.BuildServiceProvider();
        ((SqliteMetadataStore)services.GetRequiredService<IMetadataStore>()).InTurns = inTurns;
        return services;
    }
}
