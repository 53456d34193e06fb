using Grpc.Core;
using Grpc.Core.Interceptors;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;

namespace UploadProcessing.StorageProvider.Access;

/// <summary>No call without a user: reads <c>x-access-token</c> and keeps whom it names for the call.</summary>
internal sealed class AccessTokenInterceptor(AccessTokens tokens) : Interceptor
{
    internal static readonly object UserKey = new();

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (await tokens.VerifyAsync(context.RequestHeaders.GetValue(AccessTokens.MetadataKey)) is not { } user)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, $"{AccessTokens.MetadataKey} is missing, expired or not valid."));
        }

        context.UserState[UserKey] = user;
        return await continuation(request, context);
    }
}

internal static class CallUser
{
    /// <summary>Whom the call's access token names.</summary>
    public static UserId User(this ServerCallContext context) => (UserId)context.UserState[AccessTokenInterceptor.UserKey];
}
