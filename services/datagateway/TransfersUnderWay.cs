using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.ServiceDefaults.Http;

namespace UploadProcessing.DataGateway;

/// <summary>Counts the transfers of each user, who is known from the token and not before.</summary>
internal sealed class TransfersUnderWay(IOptions<TransferConcurrency> limits) : IDisposable
{
    private readonly PartitionedRateLimiter<TransferToken> _limiter = PartitionedRateLimiter.Create<TransferToken, (string, bool)>(token =>
    {
        var isDownload = token.Operation is TransferOperation.Read;
        var limit = isDownload ? limits.Value.DownloadsPerUser : limits.Value.UploadsPerUser;
        return RateLimitPartition.GetConcurrencyLimiter(
            (token.User.ToString(), isDownload), _ => new ConcurrencyLimiterOptions { PermitLimit = limit, QueueLimit = 0 });
    });

    public TimeSpan RetryAfter => limits.Value.RetryAfter;

    /// <summary>Counts one more until it is disposed, if the user may have one more.</summary>
    public RateLimitLease Enter(TransferToken token) => _limiter.AttemptAcquire(token);

    public void Dispose() => _limiter.Dispose();
}

internal static class TransfersUnderWayRegistration
{
    public static IServiceCollection AddTransfersUnderWay(this IServiceCollection services)
    {
        services.AddOptions<TransferConcurrency>().BindConfiguration(TransferConcurrency.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<TransfersUnderWay>();
    }
}
