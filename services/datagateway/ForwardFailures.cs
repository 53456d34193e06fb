using Microsoft.AspNetCore.Http.HttpResults;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Relay;
using UploadProcessing.Tus;

namespace UploadProcessing.DataGateway;

/// <summary>The gateway's own answers, as problem details (RFC 9457); all others are the dataprovider's.</summary>
internal static class ForwardFailures
{
    public static ProblemHttpResult Of(TransferTokenError error) =>
        TypedResults.Problem(statusCode: error.StatusCode(), detail: error.Detail());

    public static ProblemHttpResult Of(TusError error) => Problem(error.StatusCode, error.Explanation);

    public static ProblemHttpResult Of(RelayOutcome outcome) => outcome switch
    {
        RelayOutcome.Unreachable => BadGateway("The service that keeps the bytes cannot be reached. Try again later."),
        RelayOutcome.Broken => BadGateway("The service that keeps the bytes did not answer. Ask for the upload's offset before you go on."),
        RelayOutcome.ClientGone => Problem(
            StatusCodes.Status400BadRequest, "The request ended before it was complete, or is malformed."),
        RelayOutcome.ClientTooSlow => Problem(
            StatusCodes.Status408RequestTimeout, "The body stopped coming. Ask for the upload's offset and go on from there."),
        RelayOutcome.Withdrawn => Problem(
            StatusCodes.Status423Locked, "A newer request has taken this upload over. Ask for its offset and go on from there."),
        RelayOutcome.BodyTooLarge => Problem(StatusCodes.Status413PayloadTooLarge, "The body is larger than this server takes."),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    public static ProblemHttpResult Stopping() => Problem(
        StatusCodes.Status503ServiceUnavailable, "The server is stopping. What it received is kept: ask for the upload's offset and go on from there.");

    /// <summary>tus-js-client, and so Uppy, asks again after 423 alone: after any other failed HEAD it begins a new upload at the first
    /// byte, also after 502, and a dataprovider that starts again would cost everyone who is uploading all they have sent.</summary>
    public static ProblemHttpResult NoOffsetNow(HttpResponse response)
    {
        response.Headers.RetryAfter = "1";
        return Problem(StatusCodes.Status423Locked, "The service that keeps the bytes cannot be reached. The upload is still there: ask again.");
    }

    public static ProblemHttpResult TooMany() =>
        Problem(StatusCodes.Status429TooManyRequests, "You have as many transfers under way as one may have at once.");

    public static ProblemHttpResult OriginRefused() =>
        Problem(StatusCodes.Status403Forbidden, "Pages of this origin may not watch uploads here. The operator lists those that may (Cors:Origins).");

    private static ProblemHttpResult BadGateway(string detail) => Problem(StatusCodes.Status502BadGateway, detail);

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(statusCode: status, detail: detail);
}
