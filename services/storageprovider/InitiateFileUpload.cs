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
internal sealed class InitiateFileUpload(
    UploadInitiation initiation, TransferTokens tokens, PartTokens partTokens, IOptions<StorageProviderOptions> options)
{
    /// <summary>The protocols of the answer: all bytes in one PUT, or resumably.</summary>
    public const string Simple = "simple", Tus = "tus";

    public async Task<InitiateFileUploadResponse> HandleAsync(
        InitiateFileUploadRequest request, UserId user, CancellationToken cancellationToken)
    {
        var (parts, refused) = await partTokens.ReadAsync(request, user);
        if (refused is not null)
        {
            return refused;
        }

        if (UploadRequests.Read(request, parts, Activity.Current?.Id) is not { } upload)
        {
            return Answers.Invalid<InitiateFileUploadResponse>("The reference, length, checksum or modification time cannot be read.");
        }

        var begun = await initiation.BeginAsync(upload, user, cancellationToken);
        if (begun.Session is not { } session)
        {
            return Answers.Of<InitiateFileUploadResponse>(begun.Refusal, begun.Detail);
        }

        var protocol = Protocol(session.Resumable ? Tus : Simple, session);
        Activity.Current?
            .SetTag(UploadTags.UploadId, session.Id.ToString())
            .SetTag(UploadTags.UploadLength, session.Length)
            .SetTag(UploadTags.SpaceId, session.Space.ToString())
            .SetTag(UploadTags.UploadProtocol, protocol.Protocol)
            .SetTag(UploadTags.UploadEndpoint, protocol.UploadEndpoint);
        return new()
        {
            Status = Cs3Status.Ok,
            Opaque = Opaques.Of((UploadKeys.UploadId, session.Id.ToString())),
            Protocols = { protocol },
        };
    }

    private FileUploadProtocol Protocol(string name, UploadSession session)
    {
        var dataprovider = $"http://{options.Value.DataProvider}";
        var target = new Uri(string.Create(CultureInfo.InvariantCulture, $"{dataprovider}{TransferEndpoint.Data}/{name}/{session.Id}"));
        var token = tokens.Protect(new TransferToken(
            session.Id, TransferOperation.Write, target, session.Space, session.User, session.EndsAt, session.TraceParent));
        var answer = new FileUploadProtocol
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
        if (session.Resumable)
        {
            // A PUT has one answer, and who makes that says where its progress is told; this may go on for days.
            var watching = TransferToken.Watching(
                session.Id, dataprovider, session.Space, session.User, session.EndsAt, session.TraceParent);
            answer.Opaque.MergeFrom(Opaques.Of((TransferToken.ProgressOpaqueKey, tokens.Protect(watching))));
        }

        return answer;
    }
}
