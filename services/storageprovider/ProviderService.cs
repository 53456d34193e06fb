using Cs3.Storage.Provider.V1Beta1;
using Grpc.Core;
using UploadProcessing.StorageProvider.Access;

namespace UploadProcessing.StorageProvider;

/// <summary>CS3's <c>ProviderAPI</c>: a table of contents, one class a call.</summary>
internal sealed class ProviderService(
    InitiateFileUpload initiateFileUpload,
    InitiateFileDownload initiateFileDownload,
    Stat stat,
    ListContainer listContainer,
    CreateContainer createContainer,
    TouchFile touchFile,
    Move move,
    Delete delete,
    GetQuota getQuota,
    AddGrant addGrant,
    UpdateGrant updateGrant,
    RemoveGrant removeGrant,
    ListGrants listGrants,
    ListStorageSpaces listStorageSpaces,
    CreateStorageSpace createStorageSpace,
    UpdateStorageSpace updateStorageSpace,
    DeleteStorageSpace deleteStorageSpace) : ProviderAPI.ProviderAPIBase
{
    public override Task<InitiateFileUploadResponse> InitiateFileUpload(InitiateFileUploadRequest request, ServerCallContext context) =>
        initiateFileUpload.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<InitiateFileDownloadResponse> InitiateFileDownload(InitiateFileDownloadRequest request, ServerCallContext context) =>
        initiateFileDownload.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<StatResponse> Stat(StatRequest request, ServerCallContext context) =>
        stat.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<ListContainerResponse> ListContainer(ListContainerRequest request, ServerCallContext context) =>
        listContainer.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<CreateContainerResponse> CreateContainer(CreateContainerRequest request, ServerCallContext context) =>
        createContainer.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<TouchFileResponse> TouchFile(TouchFileRequest request, ServerCallContext context) =>
        touchFile.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<MoveResponse> Move(MoveRequest request, ServerCallContext context) =>
        move.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<DeleteResponse> Delete(DeleteRequest request, ServerCallContext context) =>
        delete.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<GetQuotaResponse> GetQuota(GetQuotaRequest request, ServerCallContext context) =>
        getQuota.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<AddGrantResponse> AddGrant(AddGrantRequest request, ServerCallContext context) =>
        addGrant.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<UpdateGrantResponse> UpdateGrant(UpdateGrantRequest request, ServerCallContext context) =>
        updateGrant.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<RemoveGrantResponse> RemoveGrant(RemoveGrantRequest request, ServerCallContext context) =>
        removeGrant.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<ListGrantsResponse> ListGrants(ListGrantsRequest request, ServerCallContext context) =>
        listGrants.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<ListStorageSpacesResponse> ListStorageSpaces(ListStorageSpacesRequest request, ServerCallContext context) =>
        listStorageSpaces.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<CreateStorageSpaceResponse> CreateStorageSpace(CreateStorageSpaceRequest request, ServerCallContext context) =>
        createStorageSpace.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<UpdateStorageSpaceResponse> UpdateStorageSpace(UpdateStorageSpaceRequest request, ServerCallContext context) =>
        updateStorageSpace.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<DeleteStorageSpaceResponse> DeleteStorageSpace(DeleteStorageSpaceRequest request, ServerCallContext context) =>
        deleteStorageSpace.HandleAsync(request, context.User(), context.CancellationToken);
}
