using Cs3.Rpc.V1Beta1;
using UploadProcessing.Storage;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>The one table from what storage refuses to CS3's codes.</summary>
internal static class Cs3Status
{
    public static Status Ok => new() { Code = Code.Ok };

    public static Status Of(Refusal refusal, string? detail) => new()
    {
        Code = refusal switch
        {
            Refusal.Invalid or Refusal.ChecksumMismatch => Code.InvalidArgument,
            Refusal.NotFound => Code.NotFound,
            Refusal.Denied => Code.PermissionDenied,
            Refusal.ParentMissing or Refusal.WrongKind => Code.FailedPrecondition,
            Refusal.Exists => Code.AlreadyExists,
            Refusal.PreconditionFailed or Refusal.Aborted or Refusal.Ended or Refusal.Rejected => Code.Aborted,
            Refusal.Processing => Code.TooEarly,
            Refusal.TooMany => Code.ResourceExhausted,
            Refusal.TooLarge => Code.OutOfRange,
            Refusal.NoSpace => Code.InsufficientStorage,
            Refusal.Busy => Code.Locked,
            Refusal.Stalled => Code.DeadlineExceeded,
            _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
        },
        Message = detail ?? "",
    };
}
