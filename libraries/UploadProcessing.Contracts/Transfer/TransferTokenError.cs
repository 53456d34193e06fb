namespace UploadProcessing.Contracts.Transfer;

/// <summary>Why a transfer token was refused.</summary>
public enum TransferTokenError
{
    /// <summary>None was sent, it cannot be read, its signature is wrong or its algorithm is not ours (<c>alg:none</c> included).</summary>
    Unauthenticated,

    /// <summary>It was ours, and its time is over.</summary>
    Expired,

    /// <summary>It is valid, but for another upload, user, operation or target.</summary>
    Foreign,
}

/// <summary>The one table from refusal to answer, the same at both hops.</summary>
public static class TransferTokenErrors
{
    /// <summary>HTTP status of the refusal: 401, 410 or 403.</summary>
    public static int StatusCode(this TransferTokenError error) => error switch
    {
        TransferTokenError.Unauthenticated => 401,
        TransferTokenError.Expired => 410,
        TransferTokenError.Foreign => 403,
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, null),
    };

    /// <summary>What the client can do next; names no part of the token.</summary>
    public static string Detail(this TransferTokenError error) => error switch
    {
        TransferTokenError.Unauthenticated => "The transfer token is missing or not valid. Start a new upload or download to get one.",
        TransferTokenError.Expired => "The transfer token has expired, and the upload with it. Start a new one.",
        TransferTokenError.Foreign => "The transfer token is not good for this upload or operation.",
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, null),
    };
}
