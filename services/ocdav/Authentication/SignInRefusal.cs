namespace UploadProcessing.Ocdav.Authentication;

/// <summary>Why nobody is signed in, for the answer; kept as a feature of the request.</summary>
/// <param name="Status">401, 429 or 503.</param>
/// <param name="Detail">What the client can do about it.</param>
/// <param name="RetryAfter">When, if it is worth trying again.</param>
/// <param name="IsInvalidToken">Whether it was a token that was refused (RFC 6750, 3.1).</param>
internal sealed record SignInRefusal(int Status, string Detail, TimeSpan? RetryAfter = null, bool IsInvalidToken = false)
{
    public static SignInRefusal NoCredentials { get; } = new(StatusCodes.Status401Unauthorized, "Sign in with a user's name and password.");

    public static SignInRefusal TooMany(TimeSpan retryAfter) => new(
        StatusCodes.Status429TooManyRequests, "Too many sign-ins failed. Try again later.", retryAfter);

    /// <summary>It is not known whether the credentials are good; a 401 would make clients throw them away.</summary>
    public static SignInRefusal Unavailable(string detail) => new(StatusCodes.Status503ServiceUnavailable, detail, TimeSpan.FromSeconds(5));

    public static SignInRefusal InvalidToken(string detail) => new(StatusCodes.Status401Unauthorized, detail, IsInvalidToken: true);
}
