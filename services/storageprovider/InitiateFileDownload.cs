using Cs3.Storage.Provider.V1Beta1;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Checks that a file may be read and makes the token that lets its newest revision out.</summary>
internal sealed class InitiateFileDownload(
    NodeBrowser browser, TransferTokens tokens, IOptions<StorageProviderOptions> options, TimeProvider time)
{
    public Task<InitiateFileDownloadResponse> HandleAsync(
        InitiateFileDownloadRequest request, UserId user, CancellationToken cancellationToken) =>
        Answers.AboutAsync(request.Ref, async reference =>
        {
            var found = await browser.FindAsync(reference, user, cancellationToken);
            return found.Node switch
            {
                null => Answers.Of<InitiateFileDownloadResponse>(found.Refusal, found.Detail),
                { Revision: { } revision } => new() { Status = Cs3Status.Ok, Protocols = { Protocol(revision, reference.Space, user) } },
                _ => Answers.Of<InitiateFileDownloadResponse>(Refusal.WrongKind, "It is a folder; only files can be downloaded."),
            };
        });

    private FileDownloadProtocol Protocol(UploadId revision, SpaceId space, UserId user)
    {
        var dataprovider = $"http://{options.Value.DataProvider}";
        var target = new Uri($"{dataprovider}{TransferEndpoint.Data}/simple/{revision}");
        var expires = time.GetUtcNow() + options.Value.DownloadTokenLifetime;
        var token = tokens.Protect(new TransferToken(revision, TransferOperation.Read, target, space, user, expires));
        return new FileDownloadProtocol
        {
            Protocol = "simple",
            DownloadEndpoint = TransferEndpoint.Data,
            Expose = true,
            Opaque = Opaques.Of((TransferToken.OpaqueKey, token), (TransferEndpoint.DataProviderKey, dataprovider)),
        };
    }
}
