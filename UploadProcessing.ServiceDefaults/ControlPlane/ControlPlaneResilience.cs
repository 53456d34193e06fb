using Microsoft.Extensions.DependencyInjection;

namespace UploadProcessing.ServiceDefaults.ControlPlane;

/// <summary>Resilience for calls that carry no bytes of files. The data path is never retried, and has deadlines of its own.</summary>
public static class ControlPlaneResilience
{
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(20);

    // A call that has arrived is not repeated, so nothing is gained by giving it up before its deadline: a service that has just started, on a
    // busy machine, takes its time for the first one. Longer, because the deadline is to be what ends it.
    private static readonly TimeSpan AttemptTimeout = TotalTimeout + TimeSpan.FromSeconds(1);

    /// <summary>
    /// For gRPC clients: finds the service by name, gives every call a deadline unless it has one, and tries again while the
    /// service cannot be reached at all. A call that may have arrived is not repeated: InitiateFileUpload twice is two uploads.
    /// </summary>
    /// <param name="client">What <c>AddGrpcClient</c> returned.</param>
    public static IHttpClientBuilder AddControlPlaneResilience(this IHttpClientBuilder client)
    {
        client.AddServiceDiscovery();
        client.AddInterceptor(services => new DefaultDeadline(services.GetRequiredService<TimeProvider>(), TotalTimeout));
        client.AddStandardResilienceHandler(options =>
        {
            options.AttemptTimeout.Timeout = AttemptTimeout;
            options.TotalRequestTimeout.Timeout = AttemptTimeout + TimeSpan.FromSeconds(1);
            // The least that the handler takes for attempts of that length.
            options.CircuitBreaker.SamplingDuration = 2 * AttemptTimeout;
            options.Retry.MaxRetryAttempts = 5;
            options.Retry.Delay = TimeSpan.FromMilliseconds(200);
            options.Retry.ShouldHandle = attempt => ValueTask.FromResult(NeverArrived(attempt.Outcome.Exception));
        });
        return client;
    }

    private static bool NeverArrived(Exception? exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
}
