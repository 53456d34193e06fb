using Cs3.Gateway.V1Beta1;
using Grpc.Core;
using UploadProcessing.StorageProvider.Access;

namespace UploadProcessing.StorageProvider;

/// <summary>Of CS3's <c>GatewayAPI</c> the call that a client begins with; the only one that needs no access token, because it gives one.</summary>
internal sealed class GatewayService(Authenticate authenticate) : GatewayAPI.GatewayAPIBase
{
    public override Task<AuthenticateResponse> Authenticate(AuthenticateRequest request, ServerCallContext context) =>
        authenticate.HandleAsync(request, context.Address(), context.CancellationToken);
}
