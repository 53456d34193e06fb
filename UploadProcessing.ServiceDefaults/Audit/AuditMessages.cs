using Microsoft.Extensions.Logging;

namespace UploadProcessing.ServiceDefaults.Audit;

internal static partial class AuditMessages
{
    private const string Message = "{Event} {Outcome}: user {User}, address {Address}, space {Space}, about {About}";

    [LoggerMessage(LogLevel.Information, Message)]
    public static partial void Done(
        this ILogger logger, string @event, string outcome, string user, string address, string space, string about);

    [LoggerMessage(LogLevel.Warning, Message)]
    public static partial void Refused(
        this ILogger logger, string @event, string outcome, string user, string address, string space, string about);
}
