using Microsoft.AspNetCore.Http;

namespace UploadProcessing.Relay;

/// <summary>Sends a request with its body to another server and brings the answer back, as both arrive; never buffered whole, never retried.</summary>
public interface IBodyRelay
{
    /// <summary>Relays the current request of <paramref name="context"/> and writes the target's answer to its response.</summary>
    /// <param name="context">The request to read the body from and the response to write to.</param>
    /// <param name="request">Where to and with which headers.</param>
    /// <param name="cancellationToken">Ends both sides; usually the client's <see cref="HttpContext.RequestAborted"/>.</param>
    /// <returns>How it ended; unless it is <see cref="RelayOutcome.Answered"/> nothing has been written and the caller answers.</returns>
    Task<RelayOutcome> RelayAsync(HttpContext context, RelayRequest request, CancellationToken cancellationToken);
}
