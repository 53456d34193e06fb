using Cs3.Storage.Provider.V1Beta1;
using Grpc.Core;
using UploadProcessing.StorageProvider.Access;

namespace UploadProcessing.StorageProvider;

/// <summary>CS3's <c>SpacesAPI</c>: the same calls that older clients make at <c>ProviderAPI</c>.</summary>
internal sealed class SpacesService(
    ListStorageSpaces listStorageSpaces,
    CreateStorageSpace createStorageSpace,
    UpdateStorageSpace updateStorageSpace,
    DeleteStorageSpace deleteStorageSpace) : SpacesAPI.SpacesAPIBase
{
    public override Task<ListStorageSpacesResponse> ListStorageSpaces(ListStorageSpacesRequest request, ServerCallContext context) =>
        listStorageSpaces.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<CreateStorageSpaceResponse> CreateStorageSpace(CreateStorageSpaceRequest request, ServerCallContext context) =>
        createStorageSpace.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<UpdateStorageSpaceResponse> UpdateStorageSpace(UpdateStorageSpaceRequest request, ServerCallContext context) =>
        updateStorageSpace.HandleAsync(request, context.User(), context.CancellationToken);

    public override Task<DeleteStorageSpaceResponse> DeleteStorageSpace(DeleteStorageSpaceRequest request, ServerCallContext context) =>
        deleteStorageSpace.HandleAsync(request, context.User(), context.CancellationToken);
}
