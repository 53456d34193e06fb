using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>Kind <c>webhook</c>: a receiver of the operator's is asked over HTTP, and answers at once or calls back (docs/processing-steps/webhook.md).</summary>
internal sealed class WebhookStep(
    WebhookClients clients, IOptionsMonitor<WebhookOptions> options, TimeProvider time, ILogger<WebhookStep> logger) : IProcessingStep
{
    public async ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var receiver = options.Get(context.Step);
        if (receiver.IsEmpty)
        {
            logger.WebhookNotSetUp(context.Step, context.Upload.UploadId);
            return WebhookAnswer.NotSetUp;
        }

        try
        {
            return await AskAsync(context, receiver, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Cancelled without our token: the connection took too long. No message of these names more than a host and a port.
            logger.WebhookNotReached(context.Step, context.Upload.UploadId, (exception.InnerException ?? exception).Message);
            return WebhookAnswer.NotReached;
        }
    }

    private async ValueTask<StepResult> AskAsync(StepContext context, WebhookOptions receiver, CancellationToken cancellationToken)
    {
        using var request = WebhookRequest.For(context, receiver, time.GetUtcNow());
        using var response = await clients.For(receiver.AllowPrivateAddresses).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await BoundedBody.ReadAsync(stream, cancellationToken) is { } body
            ? WebhookAnswer.ResultOf(response.StatusCode, Wait(response.Headers.RetryAfter), body, receiver.PublicCallbackUrl is not null)
            : WebhookAnswer.TooLarge;
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? retryAfter)
    {
        var wait = retryAfter?.Delta ?? retryAfter?.Date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
