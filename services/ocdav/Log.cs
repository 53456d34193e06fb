using System.Net;
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

    [LoggerMessage(LogLevel.Error, "The changed users are not valid, and those before stay in force: {Reason}")]
    public static partial void UsersKept(this ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "{Method} of the storageprovider failed with ResourceExhausted; the same call will fail again")]
    public static partial void StorageProviderExhausted(this ILogger logger, RpcException exception, string method);

    [LoggerMessage(LogLevel.Information, "A sign-in from {Address} was refused: unknown user or wrong password")]
    public static partial void SignInRefused(this ILogger logger, IPAddress? address);

    [LoggerMessage(LogLevel.Warning, "Sign-ins from {Address} are refused for a while: too many failed")]
    public static partial void SignInsLimited(this ILogger logger, IPAddress? address);
}
