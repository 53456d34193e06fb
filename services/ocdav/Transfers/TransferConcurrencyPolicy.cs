using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.ServiceDefaults.Http;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>The two limits of <see cref="TransferConcurrency"/>, for the endpoints that ask for them. Nobody queues: a client knows best
/// what else it could send.</summary>
internal static class TransferConcurrencyPolicy
{
    public const string Uploads = "uploads";
    public const string Downloads = "downloads";

    public static void AddTransferConcurrency(this IServiceCollection services)
    {
        services.AddOptions<TransferConcurrency>().BindConfiguration(TransferConcurrency.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddRateLimiter(limiter => limiter.OnRejected = RefuseAsync);
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<TransferConcurrency>>((limiter, limits) => limiter
            .AddPolicy(Uploads, context => Partition(context, limits.Value.UploadsPerUser))
            .AddPolicy(Downloads, context => Partition(context, limits.Value.DownloadsPerUser)));
    }

    private static RateLimitPartition<string> Partition(HttpContext context, int limit) => RateLimitPartition.GetConcurrencyLimiter(
        context.User.Id().ToString(), _ => new ConcurrencyLimiterOptions { PermitLimit = limit, QueueLimit = 0 });

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var context = rejected.HttpContext;
        var retryAfter = context.RequestServices.GetRequiredService<IOptions<TransferConcurrency>>().Value.RetryAfter;
        context.Response.Headers.RetryAfter = ((int)retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await WebDavErrors.TooMany("You have as many transfers under way as one may have at once.").ExecuteAsync(context);
    }
}
