using Microsoft.AspNetCore.Http.HttpResults;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider;

/// <summary>The one table from what went wrong to the status a client sees; bodies are problem details (RFC 9457).</summary>
internal static class TransferErrors
{
    /// <summary>The server stops: the bytes that arrived are kept, and the client goes on elsewhere or in a moment.</summary>
    public static Failure Stopping { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "The server is stopping. Ask for the offset and go on from there.");

    private const int StatusTooEarly = 425;

    public static ProblemHttpResult Problem(TransferTokenError error) => Of(error).ToResult();

    public static ProblemHttpResult Problem(Refusal refusal, string? detail) => TypedResults.Problem(detail, statusCode: StatusOf(refusal));

    public static Failure Of(TransferTokenError error) => new(error.StatusCode(), error.Detail());

    public static Failure Of(TusError error) => new(error.StatusCode, error.Explanation);

    /// <summary>For TUS, which has a status of its own for checksums.</summary>
    public static Failure OfTus(Refusal refusal, string? detail) =>
        new(refusal is Refusal.ChecksumMismatch ? TusStatus.ChecksumMismatch : StatusOf(refusal), detail);

    /// <summary>Of a resumable upload that was complete.</summary>
    public static Failure OfTus(CommitResult commit) => OfTus(commit.Refusal!.Value, commit.Detail) with { Step = commit.Step };

    /// <summary>Of a PUT.</summary>
    public static ProblemHttpResult Problem(CommitResult commit) => new Failure(StatusOf(commit.Refusal!.Value), commit.Detail, commit.Step).ToResult();

    /// <summary>RFC 9110, 15.5.17; the caller says in Content-Range how long the file is.</summary>
    public static ProblemHttpResult RangeNotSatisfiable(long length) => TypedResults.Problem(
        $"None of the ranges is in the file, which has {length} bytes, or there are more than {Downloads.RangeHeader.MaxRanges} of them.",
        statusCode: StatusCodes.Status416RangeNotSatisfiable);

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
        // The seed's proposal (diagram 3): understood, well formed, and a step says no (RFC 9110, 15.5.21).
        Refusal.Rejected => StatusCodes.Status422UnprocessableEntity,
        // The desktop clients' reading of it (docs/adr/0019), not RFC 8470's.
        Refusal.Processing => StatusTooEarly,
        Refusal.Ended => StatusCodes.Status409Conflict,
        Refusal.Stalled => StatusCodes.Status408RequestTimeout,
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
    };
}
