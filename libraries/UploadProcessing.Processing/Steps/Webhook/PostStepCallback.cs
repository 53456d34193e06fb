using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using UploadProcessing.Contracts;

namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary><c>POST /step-callbacks/{step}/{uploadid}/{ticket}</c>: a receiver that answered 202 says what it has decided.</summary>
public static class PostStepCallback
{
    /// <summary>Maps the callbacks of webhooks. Receivers reach them from outside at <see cref="WebhookOptions.PublicCallbackUrl"/>.</summary>
    public static IEndpointRouteBuilder MapStepCallbacks(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost($"/{StepCallbacks.Path}/{{step}}/{{uploadId}}/{{ticket}}", HandleAsync);
        return endpoints;
    }

    private static async Task<IResult> HandleAsync(
        string step, UploadId uploadId, string ticket, HttpRequest request, StepCallbacks callbacks, CancellationToken cancellationToken)
    {
        if (await BoundedBody.ReadAsync(request.Body, cancellationToken) is not { } body)
        {
            return CallbackResult.TooLarge.ToHttp();
        }

        var message = new SignedMessage(
            Header(request, WebhookSignature.IdHeader), Header(request, WebhookSignature.TimestampHeader), Header(request, WebhookSignature.SignatureHeader), body);
        return (await callbacks.ReceiveAsync(step, uploadId, ticket, message, cancellationToken)).ToHttp();
    }

    private static string Header(HttpRequest request, string name) => request.Headers[name].ToString();
}
