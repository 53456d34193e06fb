using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>The one table from a callback's result to the status its sender sees; bodies are problem details (RFC 9457).</summary>
internal static class CallbackErrors
{
    public static IResult ToHttp(this CallbackResult result) => result switch
    {
        CallbackResult.Taken => TypedResults.NoContent(),
        CallbackResult.UnknownStep => Problem(StatusCodes.Status404NotFound, "There is no such step."),
        CallbackResult.Forged => Problem(StatusCodes.Status401Unauthorized, "The signature does not fit: it is over {webhook-id}.{webhook-timestamp}.{body}, and webhook-id is that of the request."),
        CallbackResult.Stale => Problem(StatusCodes.Status401Unauthorized, "The timestamp is not of now. Sign again for each try."),
        CallbackResult.Malformed => Problem(StatusCodes.Status400BadRequest, "The body has no outcome: {\"outcome\": \"continue|retry|abort|delete\", \"reason\": \"…\"}."),
        CallbackResult.TooLarge => Problem(StatusCodes.Status413PayloadTooLarge, $"The body has more than {BoundedBody.Limit} bytes."),
        CallbackResult.Unavailable => Problem(StatusCodes.Status503ServiceUnavailable, "The answer cannot be kept at the moment. Call again."),
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, null),
    };

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
