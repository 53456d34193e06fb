using Cs3.Rpc.V1Beta1;
using Microsoft.AspNetCore.Http.HttpResults;
using UploadProcessing.Ocdav.Paths;
using UploadProcessing.Tus;

namespace UploadProcessing.Ocdav;

/// <summary>The one table from what went wrong to what a WebDAV client is told; all answers are problem details (RFC 9457).</summary>
internal static class WebDavErrors
{
    /// <summary>For PUT, GET, PROPFIND and DELETE.</summary>
    public static int StatusCode(Code code) => code switch
    {
        Code.InvalidArgument => StatusCodes.Status400BadRequest,
        Code.Unauthenticated => StatusCodes.Status401Unauthorized,
        Code.PermissionDenied => StatusCodes.Status403Forbidden,
        // Denied and invisible are not told apart.
        Code.NotFound => StatusCodes.Status404NotFound,
        // The parent is missing, or a folder is where a file should be, or the other way round.
        Code.FailedPrecondition => StatusCodes.Status409Conflict,
        Code.Aborted or Code.AlreadyExists => StatusCodes.Status412PreconditionFailed,
        Code.Locked => StatusCodes.Status423Locked,
        Code.TooEarly => StatusTooEarly,
        Code.OutOfRange => StatusCodes.Status413PayloadTooLarge,
        Code.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        Code.InsufficientStorage => StatusCodes.Status507InsufficientStorage,
        Code.Unimplemented => StatusCodes.Status501NotImplemented,
        Code.Unavailable or Code.DeadlineExceeded => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>For MKCOL: "405 (Method Not Allowed) - MKCOL can only be executed on an unmapped URL" (RFC 4918, 9.3.1).</summary>
    public static int MkColStatusCode(Code code) =>
        code is Code.AlreadyExists ? StatusCodes.Status405MethodNotAllowed : StatusCode(code);

    public static ProblemHttpResult Problem(Status? status, Func<Code, int> table)
    {
        var code = status?.Code ?? Code.Internal;
        return Problem(table(code), string.IsNullOrEmpty(status?.Message) ? Explain(code) : status.Message);
    }

    public static ProblemHttpResult Problem(PathError error) => error switch
    {
        PathError.UnknownSpace => Problem(StatusCodes.Status404NotFound, "There is no such space, or you may not see it."),
        PathError.Encoding => BadRequest("The path is not percent-encoded UTF-8."),
        PathError.NameTooLong => BadRequest("A name in the path is longer than 255 bytes."),
        _ => BadRequest("A name in the path is empty, '.' or '..', or holds a slash or a NUL."),
    };

    public static ProblemHttpResult Problem(TusError error) => Problem(error.StatusCode, error.Explanation);

    public static ProblemHttpResult BadRequest(string detail) => Problem(StatusCodes.Status400BadRequest, detail);

    public static ProblemHttpResult NotFound(string detail) => Problem(StatusCodes.Status404NotFound, detail);

    public static ProblemHttpResult Conflict(string detail) => Problem(StatusCodes.Status409Conflict, detail);

    public static ProblemHttpResult Forbidden(string detail) => Problem(StatusCodes.Status403Forbidden, detail);

    public static ProblemHttpResult MethodNotAllowed(string detail) => Problem(StatusCodes.Status405MethodNotAllowed, detail);

    public static ProblemHttpResult RequestTimeout(string detail) => Problem(StatusCodes.Status408RequestTimeout, detail);

    public static ProblemHttpResult PreconditionFailed(string detail) => Problem(StatusCodes.Status412PreconditionFailed, detail);

    public static ProblemHttpResult TooLarge(string detail) => Problem(StatusCodes.Status413PayloadTooLarge, detail);

    public static ProblemHttpResult UnsupportedMediaType(string detail) => Problem(StatusCodes.Status415UnsupportedMediaType, detail);

    public static ProblemHttpResult TooMany(string detail) => Problem(StatusCodes.Status429TooManyRequests, detail);

    /// <summary>A dataprovider cannot be reached, or does not speak HTTP.</summary>
    public static ProblemHttpResult BadGateway(string detail) => Problem(StatusCodes.Status502BadGateway, detail);

    /// <summary>The storageprovider's answer cannot be followed.</summary>
    public static ProblemHttpResult Internal(string detail) => Problem(StatusCodes.Status500InternalServerError, detail);

    private const int StatusTooEarly = 425;

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    private static string Explain(Code code) => code switch
    {
        Code.NotFound => "There is no such resource, or you may not see it.",
        Code.PermissionDenied => "You may see this resource, but not do that to it.",
        Code.FailedPrecondition => "The folder above does not exist, or a folder and a file were mistaken for each other.",
        Code.Aborted or Code.AlreadyExists => "A precondition of the request does not hold: the resource has changed, exists, or does not.",
        Code.Locked => "The resource is locked.",
        Code.TooEarly => "The file is still being processed. Try again later.",
        Code.InsufficientStorage => "The space's quota or the storage itself is exhausted.",
        Code.Unavailable => "The storage cannot be reached at the moment. Try again later.",
        _ => "The storage could not do what was asked.",
    };
}
