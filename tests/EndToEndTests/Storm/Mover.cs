using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using EndToEndTests.Uploads;
using Grpc.Core;
using Grpc.Net.Client;
using UploadProcessing.Contracts.Access;

namespace EndToEndTests.Storm;

/// <summary>Moves by CS3, with einstein's access token.</summary>
internal sealed class Mover(DistributedApplication app, MintedTokens minted) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(app.GetEndpoint("storageprovider", "grpc"));

    public async Task<Outcome> MoveAsync(string space, string from, string to)
    {
        var request = new MoveRequest { Source = Reference(space, from), Destination = Reference(space, to) };
        try
        {
            var answer = await new ProviderAPI.ProviderAPIClient(_channel).MoveAsync(
                request, new Metadata { { AccessTokens.MetadataKey, minted.Access("einstein") } });
            return answer.Status.Code switch
            {
                Code.Ok => Outcome.Moved,
                Code.NotFound => Outcome.Absent,
                Code.AlreadyExists => Outcome.Occupied,
                _ => throw new InvalidOperationException($"Move: {answer.Status}"),
            };
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled)
        {
            return Outcome.Unanswered;
        }
    }

    public void Dispose() => _channel.Dispose();

    private static Reference Reference(string space, string path) =>
        new() { ResourceId = new ResourceId { SpaceId = space, OpaqueId = space }, Path = $"./{path}" };
}
