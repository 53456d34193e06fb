using UploadProcessing.Contracts.Access;

namespace UploadProcessing.Storage.Credentials;

/// <summary>A new app password, or why there is none.</summary>
/// <param name="Password">Set when it was made.</param>
/// <param name="Text">Its secret, which nobody can be told again.</param>
/// <param name="Refusal">Set when it was not.</param>
/// <param name="Detail">What the client can do about it.</param>
public sealed record AppPasswordResult(AppPassword? Password, AppPasswordText Text, Refusal? Refusal, string? Detail)
{
    internal static AppPasswordResult Refused(Refusal refusal, string detail) => new(null, default, refusal, detail);
}

/// <summary>An app password that was proved.</summary>
/// <param name="Password">Which.</param>
/// <param name="IsFirstUse">Whether nobody has used it before.</param>
public readonly record struct VerifiedAppPassword(AppPassword Password, bool IsFirstUse);
