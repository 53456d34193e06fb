using Microsoft.AspNetCore.Http;
using UploadProcessing.ServiceDefaults.Proxies;

namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>Refuses a request through a proxy whose client has as many under way as an address may have connections: a connection carries
/// one at a time.</summary>
internal sealed class RequestsPerAddress(AddressCounts counts)
{
    public Task Limit(HttpContext context, RequestDelegate next) => context.Features.Get<ThroughProxy>() is null
        ? next(context)
        : counts.RunAsync(context.Connection.RemoteIpAddress, () => next(context), () => Refusal.ExecuteAsync(context));

    private static IResult Refusal => Results.Problem(
        "Your address has as many requests under way as one may have at once.", statusCode: StatusCodes.Status429TooManyRequests);
}
