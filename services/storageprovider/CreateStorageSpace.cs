using Cs3.Storage.Provider.V1Beta1;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Makes a space for the caller.</summary>
internal sealed class CreateStorageSpace(SpaceDirectory spaces, IOptions<StorageProviderOptions> options)
{
    public async Task<CreateStorageSpaceResponse> HandleAsync(
        CreateStorageSpaceRequest request, UserId user, CancellationToken cancellationToken)
    {
        if (request.Owner?.Id?.OpaqueId is { Length: > 0 } owner && owner != user.Value)
        {
            return Answers.Of<CreateStorageSpaceResponse>(Refusal.Denied, "A space can be made only for oneself.");
        }

        if (StorageSpaces.Type(request.Type) is not { } type)
        {
            return Answers.Invalid<CreateStorageSpaceResponse>("The type is neither 'personal' nor 'project'.");
        }

        if (NodeName.Problem(request.Name) is { } problem)
        {
            return Answers.Invalid<CreateStorageSpaceResponse>(problem);
        }

        var bytes = Granted(request.Quota?.QuotaMaxBytes, options.Value.DefaultQuota);
        var files = Granted(request.Quota?.QuotaMaxFiles, options.Value.DefaultFileLimit);
        var made = await spaces.CreateAsync(request.Name, type, user, bytes, files, cancellationToken);
        return made is null
            ? Answers.Of<CreateStorageSpaceResponse>(Refusal.Exists, "You have a personal space already.")
            : new() { Status = Cs3Status.Ok, StorageSpace = StorageSpaces.Of(made) };
    }

    /// <summary>What was asked for, and never more than the operator gives.</summary>
    private static long? Granted(ulong? asked, long? most) => asked is > 0 and <= long.MaxValue and var wanted
        ? Math.Min((long)wanted, most ?? long.MaxValue)
        : most;
}
