using Microsoft.AspNetCore.Http.HttpResults;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Storage;

namespace UploadProcessing.DataProvider;

/// <summary>The one table from what went wrong to the status a client sees; bodies are problem details (RFC 9457).</summary>
internal static class TransferErrors
{
    public static ProblemHttpResult Problem(TransferTokenError error) =>
        TypedResults.Problem(error.Detail(), statusCode: error.StatusCode());

    public static ProblemHttpResult Problem(Refusal refusal, string? detail) =>
        TypedResults.Problem(detail, statusCode: StatusOf(refusal));

    private static int StatusOf(Refusal refusal) => refusal switch
    {
        Refusal.Invalid or Refusal.ChecksumMismatch => StatusCodes.Status400BadRequest,
        Refusal.NotFound => StatusCodes.Status404NotFound,
        Refusal.Denied => StatusCodes.Status403Forbidden,
        Refusal.ParentMissing or Refusal.WrongKind or Refusal.Exists => StatusCodes.Status409Conflict,
        Refusal.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        Refusal.TooMany => StatusCodes.Status429TooManyRequests,
        Refusal.TooLarge => StatusCodes.Status413PayloadTooLarge,
        Refusal.NoSpace => StatusCodes.Status507InsufficientStorage,
        Refusal.Aborted => StatusCodes.Status410Gone,
        Refusal.Busy => StatusCodes.Status423Locked,
        Refusal.Ended => StatusCodes.Status409Conflict,
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
    };
}
