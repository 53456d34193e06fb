using System.Diagnostics.CodeAnalysis;

namespace UploadProcessing.Contracts.Transfer;

/// <summary>A token that was verified, or why it was refused.</summary>
/// <param name="Token">Set when it was verified.</param>
/// <param name="Error">Set when it was refused.</param>
public readonly record struct TransferTokenResult(TransferToken? Token, TransferTokenError? Error)
{
    /// <summary>Whether <paramref name="token"/> can be trusted; if not, <paramref name="error"/> says why.</summary>
    public bool IsVerified([NotNullWhen(true)] out TransferToken? token, out TransferTokenError error)
    {
        token = Token;
        error = Error.GetValueOrDefault();
        return token is not null;
    }
}
