using System.Diagnostics;
using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Makes an empty file, with the modification time of the opaque key <c>X-OC-Mtime</c>.</summary>
internal sealed class TouchFile(EmptyFile files)
{
    public Task<TouchFileResponse> HandleAsync(TouchFileRequest request, UserId user, CancellationToken cancellationToken) =>
        Answers.AboutAsync(request.Ref, async reference =>
        {
            if (!UploadRequests.TryReadModified(request.Opaque, out var modified))
            {
                return Answers.Invalid<TouchFileResponse>("The modification time cannot be read.");
            }

            var made = await files.CreateAsync(reference, modified, Activity.Current?.Id, user, cancellationToken);
            return Answers.Of<TouchFileResponse>(made.Refusal, made.Detail);
        });
}
