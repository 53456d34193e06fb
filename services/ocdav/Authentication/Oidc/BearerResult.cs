using UploadProcessing.Contracts;

namespace UploadProcessing.Ocdav.Authentication.Oidc;

/// <summary>Whom a token names, or why it does not let them in.</summary>
internal readonly record struct BearerResult(UserId? User, string? DisplayName, BearerError? Error)
{
    public static BearerResult Refused(BearerError error) => new(null, null, error);
}

internal enum BearerError
{
    /// <summary>Not the issuer's, or not for us.</summary>
    Invalid,

    /// <summary>It was good once.</summary>
    Expired,

    /// <summary>It is good, but names nobody that could be a user here.</summary>
    Nameless,

    /// <summary>The issuer's keys are not known.</summary>
    Unverifiable,
}
