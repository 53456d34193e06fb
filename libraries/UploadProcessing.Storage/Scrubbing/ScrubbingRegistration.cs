using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using UploadProcessing.Storage.Integrity;

namespace UploadProcessing.Storage.Scrubbing;

/// <summary>Registers scrubbing, for the one service that owns the storage.</summary>
public static class ScrubbingRegistration
{
    /// <summary>Reads all blobs again and again, slowly; options are read from <c>Scrubbing</c>.</summary>
    public static TBuilder AddUploadScrubbing<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.AddOptions<ScrubbingOptions>().BindConfiguration(ScrubbingOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<BlobVerifier>();
        services.AddSingleton<Scrubber>();
        services.AddHostedService(provider => provider.GetRequiredService<Scrubber>());
        return builder;
    }
}
