using System.Diagnostics;
using System.Globalization;
using Cs3.Storage.Provider.V1Beta1;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>The arrows 1.2 and 1.3: checks, a session, and the token that lets its bytes in.</summary>
internal sealed class InitiateFileUpload(UploadInitiation initiation, TransferTokens tokens, IOptions<StorageProviderOptions> options)
{
    public async Task<InitiateFileUploadResponse> HandleAsync(
        InitiateFileUploadRequest request, UserId user, CancellationToken cancellationToken)
    {
        if (UploadRequests.Read(request, Activity.Current?.Id) is not { } upload)
        {
            return Answers.Invalid<InitiateFileUploadResponse>("The reference, length, checksum or modification time cannot be read.");
        }

        var begun = await initiation.BeginAsync(upload, user, cancellationToken);
        if (begun.Session is not { } session)
        {
            return Answers.Of<InitiateFileUploadResponse>(begun.Refusal, begun.Detail);
        }

        var simple = Protocol("simple", session);
        Activity.Current?
            .SetTag(UploadTags.UploadId, session.Id.ToString())
            .SetTag(UploadTags.UploadLength, session.Length)
            .SetTag(UploadTags.SpaceId, session.Space.ToString())
            .SetTag(UploadTags.UploadProtocol, simple.Protocol)
            .SetTag(UploadTags.UploadEndpoint, simple.UploadEndpoint);
        return new()
        {
            Status = Cs3Status.Ok,
            Opaque = Opaques.Of(("upload-id", session.Id.ToString())),
            Protocols = { simple },
        };
    }

    private FileUploadProtocol Protocol(string name, UploadSession session)
    {
        var dataprovider = $"http://{options.Value.DataProvider}";
        var target = new Uri(string.Create(CultureInfo.InvariantCulture, $"{dataprovider}{TransferEndpoint.Data}/{name}/{session.Id}"));
        var token = tokens.Protect(new TransferToken(
            session.Id, TransferOperation.Write, target, session.Space, session.User, session.ExpiresAt, session.TraceParent));
        return new FileUploadProtocol
        {
            Protocol = name,
            UploadEndpoint = TransferEndpoint.Data,
            AvailableChecksums =
            {
                new ResourceChecksumPriority { Type = ResourceChecksumType.Sha1, Priority = 100 },
                new ResourceChecksumPriority { Type = ResourceChecksumType.Md5, Priority = 200 },
                new ResourceChecksumPriority { Type = ResourceChecksumType.Adler32, Priority = 300 },
            },
            Expose = true,
            Expiration = References.Timestamp(session.ExpiresAt),
            Opaque = Opaques.Of((TransferToken.OpaqueKey, token), (TransferEndpoint.DataProviderKey, dataprovider)),
        };
    }
}
