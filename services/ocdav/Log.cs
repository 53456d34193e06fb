using Cs3.Rpc.V1Beta1;
using Grpc.Core;
using UploadProcessing.Contracts;
using UploadProcessing.Relay;

namespace UploadProcessing.Ocdav;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "{Method} of the storageprovider failed with {StatusCode}")]
    public static partial void StorageProviderFailed(this ILogger logger, RpcException exception, string method, StatusCode statusCode);

    [LoggerMessage(LogLevel.Error, "The storageprovider's answer for {Path} in space {SpaceId} offers no protocol that can be followed")]
    public static partial void NoProtocol(this ILogger logger, SpaceId spaceId, string path);

    [LoggerMessage(LogLevel.Warning, "Relaying to the dataprovider ended as {Outcome}")]
    public static partial void RelayFailed(this ILogger logger, RelayOutcome outcome);

    [LoggerMessage(LogLevel.Error, "The dataprovider refused the transfer token that the storageprovider issued; do both have the same signing key?")]
    public static partial void TransferTokenRefused(this ILogger logger);

    [LoggerMessage(LogLevel.Debug, "The client went away before its upload was complete")]
    public static partial void ClientGone(this ILogger logger);

    [LoggerMessage(LogLevel.Warning, "The dataprovider could not be read from")]
    public static partial void DownloadFailed(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "A listing broke off after {Count} entries: {Reason}")]
    public static partial void ListingBrokeOff(this ILogger logger, int count, string reason);

    [LoggerMessage(LogLevel.Error, "{Method} of the storageprovider failed with ResourceExhausted; the same call will fail again")]
    public static partial void StorageProviderExhausted(this ILogger logger, RpcException exception, string method);

    [LoggerMessage(LogLevel.Warning, "The issuer {Authority} cannot be asked for its keys; tokens of keys that are not known yet are refused")]
    public static partial void IssuerUnreachable(this ILogger logger, Exception exception, string authority);

    [LoggerMessage(LogLevel.Error, "The discovery document of {Authority} is that of {Issuer}; Oidc:Authority must be what it says")]
    public static partial void IssuerMismatch(this ILogger logger, string authority, string? issuer);

    [LoggerMessage(LogLevel.Information, "{UserId} has signed in for the first time and now has a personal space")]
    public static partial void PersonalSpaceMade(this ILogger logger, UserId userId);

    [LoggerMessage(LogLevel.Warning, "A personal space for {UserId} could not be made ({Code}); their next request tries again")]
    public static partial void PersonalSpaceMissing(this ILogger logger, UserId userId, Code code);

    [LoggerMessage(LogLevel.Warning, "A space cannot be watched at the moment")]
    public static partial void SpaceNotWatched(this ILogger logger, Exception exception);
}
