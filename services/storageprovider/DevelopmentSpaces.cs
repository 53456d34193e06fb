using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.StorageProvider;

/// <summary>The spaces that appsettings.Development.json names, made before the first call; in Development only.</summary>
internal sealed class DevelopmentSpaces(
    SpaceDirectory spaces, IMetadataStore metadata, IOptions<DevelopmentSpacesOptions> options, IOptions<StorageProviderOptions> provider)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var wanted in options.Value.Spaces)
        {
            var owner = new UserId(wanted.Owner);
            var existing = await spaces.ListAsync(owner, after: null, SpaceDirectory.LargestPage, cancellationToken);
            if (existing.Select(listed => listed.Space).Any(space => space.Owner == owner && space.Type == wanted.Type && space.Name == wanted.Name))
            {
                continue;   // With the members it has by now: whoever was removed from it does not come back with the next start.
            }

            var quota = wanted.Quota ?? provider.Value.DefaultQuota;
            if (await spaces.CreateAsync(wanted.Name, wanted.Type, owner, quota, provider.Value.DefaultFileLimit, cancellationToken) is { } made)
            {
                await AddEditorsAsync(made.Id, wanted.Editors, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task AddEditorsAsync(SpaceId space, IEnumerable<string> editors, CancellationToken cancellationToken) =>
        await metadata.WriteAsync(async transaction =>
        {
            foreach (var editor in editors)
            {
                await transaction.Spaces.SetRoleAsync(space, new UserId(editor), SpaceRole.Editor);
            }

            return true;
        }, cancellationToken);
}

internal sealed class DevelopmentSpacesOptions
{
    public const string SectionName = "Development";

    public IList<DevelopmentSpace> Spaces { get; } = [];
}

internal sealed class DevelopmentSpace
{
    public string Name { get; set; } = "";

    public SpaceType Type { get; set; }

    public string Owner { get; set; } = "";

    public IList<string> Editors { get; } = [];

    /// <summary>Bytes; null: unlimited.</summary>
    public long? Quota { get; set; }
}

internal static class DevelopmentSpacesRegistration
{
    public static void AddDevelopmentSpaces(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddOptions<DevelopmentSpacesOptions>().BindConfiguration(DevelopmentSpacesOptions.SectionName);
            builder.Services.AddHostedService<DevelopmentSpaces>();
        }
    }
}
