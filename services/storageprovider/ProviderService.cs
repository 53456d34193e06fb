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
    Delete delete,
    ListStorageSpaces listStorageSpaces,
    CreateStorageSpace createStorageSpace) : ProviderAPI.ProviderAPIBase
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

    public override Task<DeleteResponse> Delete(DeleteRequest request, ServerCallContext context) =>
        delete.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<ListStorageSpacesResponse> ListStorageSpaces(ListStorageSpacesRequest request, ServerCallContext context) =>
        listStorageSpaces.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<CreateStorageSpaceResponse> CreateStorageSpace(CreateStorageSpaceRequest request, ServerCallContext context) =>
        createStorageSpace.HandleAsync(request, context.User(), context.CancellationToken);
}
