using Cs3.Storage.Provider.V1Beta1;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Renames a space, changes what it may hold, or what uploads into it have to pass.</summary>
internal sealed class UpdateStorageSpace(SpaceEditor editor, IOptions<StorageProviderOptions> options)
{
    public async Task<UpdateStorageSpaceResponse> HandleAsync(
        UpdateStorageSpaceRequest request, UserId user, CancellationToken cancellationToken)
    {
        if (!SpaceId.TryParse(request.StorageSpace?.Id?.OpaqueId, null, out var space) || Read(request.StorageSpace!) is not { } change)
        {
            return Answers.Invalid<UpdateStorageSpaceResponse>("The space's id, type or quota cannot be read.");
        }

        var updated = await editor.UpdateAsync(space, change, user, options.Value.Operators.Contains(user.Value), cancellationToken);
        return updated.Space is { } now
            ? new() { Status = Cs3Status.Ok, StorageSpace = StorageSpaces.Of(now) }
            : Answers.Of<UpdateStorageSpaceResponse>(updated.Refusal, updated.Detail);
    }

    private static SpaceChange? Read(StorageSpace space)
    {
        var type = StorageSpaces.Type(space.SpaceType);
        return (space.SpaceType.Length == 0 || type is not null) && space.Quota is null or { QuotaMaxBytes: <= long.MaxValue, QuotaMaxFiles: <= long.MaxValue }
            ? new SpaceChange(
                space.Name.Length == 0 ? null : space.Name,
                (long?)space.Quota?.QuotaMaxBytes,
                space.Owner?.Id?.OpaqueId is { Length: > 0 } owner ? new UserId(owner) : null,
                type,
                (long?)space.Quota?.QuotaMaxFiles,
                space.Opaque.Text(SpaceKeys.Steps)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : null;
    }
}
