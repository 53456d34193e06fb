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
            var found = existing.Select(listed => listed.Space)
                .FirstOrDefault(space => space.Owner == owner && space.Type == wanted.Type && space.Name == wanted.Name);
            if (found is not null)
            {
                // With the members and steps it has by now: whoever was removed from it does not come back with the next start.
                await DemandAsync(found.Id, found.Steps ?? [], cancellationToken);
                continue;
            }

            var quota = wanted.Quota ?? provider.Value.DefaultQuota;
            if (await spaces.CreateAsync(wanted.Name, wanted.Type, owner, quota, provider.Value.DefaultFileLimit, cancellationToken) is { } made)
            {
                await AddEditorsAsync(made.Id, wanted.Editors, cancellationToken);
                await DemandAsync(made.Id, [.. wanted.Steps], cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Those of <paramref name="steps"/> that can be done here: without a virus scanner no upload would ever pass.</summary>
    private async Task DemandAsync(SpaceId id, IReadOnlyList<string> steps, CancellationToken cancellationToken) =>
        await metadata.WriteAsync(async transaction =>
        {
            var available = options.Value.AvailableSteps is { Count: > 0 } some ? steps.Where(some.Contains).ToList() : steps;
            if (await transaction.Spaces.FindAsync(id) is { } space && !available.SequenceEqual(space.Steps ?? []))
            {
                await transaction.Spaces.UpdateAsync(space with { Steps = available });
            }

            return true;
        }, cancellationToken);

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

    /// <summary>The steps that these spaces may demand; by default all that they name.</summary>
    public IList<string> AvailableSteps { get; } = [];
}

internal sealed class DevelopmentSpace
{
    public string Name { get; set; } = "";

    public SpaceType Type { get; set; }

    public string Owner { get; set; } = "";

    public IList<string> Editors { get; } = [];

    /// <summary>What uploads have to pass there beside the mandatory steps.</summary>
    public IList<string> Steps { get; } = [];

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
