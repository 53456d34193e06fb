using Grpc.Core;
using Grpc.Core.Interceptors;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Storage.Credentials;

namespace UploadProcessing.StorageProvider.Access;

/// <summary>No call without a user: reads <c>x-access-token</c> and keeps whom it names for the call.</summary>
internal sealed class AccessTokenInterceptor(AccessTokens tokens, AppPasswords appPasswords) : Interceptor
{
    internal static readonly object TokenKey = new();

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await AuthenticateAsync(context);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await AuthenticateAsync(context);
        await continuation(request, responseStream, context);
    }

    private async Task AuthenticateAsync(ServerCallContext context)
    {
        if (await tokens.VerifyAsync(context.RequestHeaders.GetValue(AccessTokens.MetadataKey)) is not { } token
            // Asked for each call: a revoked app password ends with the tokens that were had for it.
            || (token.AppPassword is { } id && !await appPasswords.IsGoodAsync(token.User, id, context.CancellationToken)))
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, $"{AccessTokens.MetadataKey} is missing, expired or not valid."));
        }

        context.UserState[TokenKey] = token;
    }
}

internal static class CallUser
{
    /// <summary>Whom the call's access token names.</summary>
    public static UserId User(this ServerCallContext context) => context.Token().User;

    /// <summary>The call's access token, verified.</summary>
    public static AccessToken Token(this ServerCallContext context) => (AccessToken)context.UserState[AccessTokenInterceptor.TokenKey];
}
