using Cs3.Auth.Applications.V1Beta1;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Grpc.Core;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;

namespace UploadProcessing.Ocdav.Storage;

/// <summary>The calls to the storageprovider, each in a user's name. A failed transport is a status like any other.</summary>
internal sealed class StorageProvider(
    ProviderAPI.ProviderAPIClient client,
    ApplicationsAPI.ApplicationsAPIClient applications,
    AccessTokens tokens,
    ILogger<StorageProvider> logger)
{
    // Every entry carries its whole path: a thousand of them in a deep folder are more than the 4 MiB that gRPC takes for one message.
    private const int EntriesPerPage = 200;

    public Task<InitiateFileUploadResponse> InitiateFileUploadAsync(InitiateFileUploadRequest request, UserId user, CancellationToken ct) =>
        CallAsync(o => client.InitiateFileUploadAsync(request, o), s => new() { Status = s }, nameof(client.InitiateFileUpload), user, ct);

    public Task<InitiateFileDownloadResponse> InitiateFileDownloadAsync(Reference reference, UserId user, CancellationToken ct) =>
        CallAsync(
            o => client.InitiateFileDownloadAsync(new InitiateFileDownloadRequest { Ref = reference }, o),
            s => new() { Status = s }, nameof(client.InitiateFileDownload), user, ct);

    public Task<StatResponse> StatAsync(Reference reference, UserId user, CancellationToken ct) =>
        CallAsync(o => client.StatAsync(new StatRequest { Ref = reference }, o), s => new() { Status = s }, nameof(client.Stat), user, ct);

    public Task<ListContainerResponse> ListContainerAsync(Reference reference, string pageToken, UserId user, CancellationToken ct) =>
        CallAsync(
            o => client.ListContainerAsync(new ListContainerRequest { Ref = reference, PageToken = pageToken, PageSize = EntriesPerPage }, o),
            s => new() { Status = s }, nameof(client.ListContainer), user, ct);

    public Task<CreateContainerResponse> CreateContainerAsync(Reference reference, UserId user, CancellationToken ct) =>
        CallAsync(
            o => client.CreateContainerAsync(new CreateContainerRequest { Ref = reference }, o),
            s => new() { Status = s }, nameof(client.CreateContainer), user, ct);

    public Task<DeleteResponse> DeleteAsync(Reference reference, UserId user, CancellationToken ct) =>
        CallAsync(o => client.DeleteAsync(new DeleteRequest { Ref = reference }, o), s => new() { Status = s }, nameof(client.Delete), user, ct);

    public Task<ListStorageSpacesResponse> ListStorageSpacesAsync(ListStorageSpacesRequest request, UserId user, CancellationToken ct) =>
        CallAsync(o => client.ListStorageSpacesAsync(request, o), s => new() { Status = s }, nameof(client.ListStorageSpaces), user, ct);

    public Task<UpdateStorageSpaceResponse> UpdateStorageSpaceAsync(StorageSpace space, UserId user, CancellationToken ct) =>
        CallAsync(
            o => client.UpdateStorageSpaceAsync(new UpdateStorageSpaceRequest { StorageSpace = space }, o),
            s => new() { Status = s }, nameof(client.UpdateStorageSpace), user, ct);

    public Task<CreateStorageSpaceResponse> CreateStorageSpaceAsync(CreateStorageSpaceRequest request, UserId user, CancellationToken ct) =>
        CallAsync(o => client.CreateStorageSpaceAsync(request, o), s => new() { Status = s }, nameof(client.CreateStorageSpace), user, ct);

    public Task<GenerateAppPasswordResponse> GenerateAppPasswordAsync(GenerateAppPasswordRequest request, UserId user, CancellationToken ct) =>
        CallAsync(
            o => applications.GenerateAppPasswordAsync(request, o),
            s => new() { Status = s }, nameof(applications.GenerateAppPassword), user, ct);

    public Task<ListAppPasswordsResponse> ListAppPasswordsAsync(UserId user, CancellationToken ct) =>
        CallAsync(
            o => applications.ListAppPasswordsAsync(new ListAppPasswordsRequest(), o),
            s => new() { Status = s }, nameof(applications.ListAppPasswords), user, ct);

    public Task<InvalidateAppPasswordResponse> InvalidateAppPasswordAsync(string id, UserId user, CancellationToken ct) =>
        CallAsync(
            o => applications.InvalidateAppPasswordAsync(new InvalidateAppPasswordRequest { Password = id }, o),
            s => new() { Status = s }, nameof(applications.InvalidateAppPassword), user, ct);

    /// <summary>Not found unless <paramref name="password"/> is that user's and good. In the name of whom it is said to be: all they learn is that.</summary>
    public Task<GetAppPasswordResponse> GetAppPasswordAsync(AppPasswordText password, UserId user, CancellationToken ct) =>
        CallAsync(
            o => applications.GetAppPasswordAsync(
                new GetAppPasswordRequest { User = new() { OpaqueId = user.Value }, Password = password.Reveal() }, o),
            s => new() { Status = s }, nameof(applications.GetAppPassword), user, ct);

    private async Task<TResponse> CallAsync<TResponse>(
        Func<CallOptions, AsyncUnaryCall<TResponse>> call, Func<Cs3.Rpc.V1Beta1.Status, TResponse> failed, string method, UserId user, CancellationToken ct)
    {
        var metadata = new Metadata { { AccessTokens.MetadataKey, tokens.Mint(user) } };
        try
        {
            using var pending = call(new CallOptions(metadata, cancellationToken: ct));
            return await pending;
        }
        catch (RpcException exception)
        {
            ct.ThrowIfCancellationRequested();
            if (exception.StatusCode is StatusCode.ResourceExhausted)
            {
                // gRPC's own limits, above all of a message's size: a fault of these two services, not a state that passes.
                logger.StorageProviderExhausted(exception, method);
                return failed(new() { Code = Code.Internal });
            }

            logger.StorageProviderFailed(exception, method, exception.StatusCode);
            return failed(new() { Code = Code.Unavailable });
        }
    }
}
