using Grpc.Core;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Uploads;
using UploadProcessing.StorageProvider.Watching;

namespace UploadProcessing.StorageProvider;

/// <summary>What happens to the uploads of a space, for lists of files that update themselves.</summary>
internal sealed class UploadEventsService(WatchSpace watchSpace) : UploadEvents.UploadEventsBase
{
    public override Task Watch(WatchRequest request, IServerStreamWriter<UploadEvent> responseStream, ServerCallContext context) =>
        SpaceId.TryParse(request.SpaceId, provider: null, out var space)
            ? watchSpace.HandleAsync(space, request.HasAfter ? request.After : null, responseStream, context)
            : throw new RpcException(new Status(StatusCode.NotFound, "There is no such space."));
}
