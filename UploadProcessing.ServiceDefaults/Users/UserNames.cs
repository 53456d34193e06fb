using UploadProcessing.Contracts;

namespace UploadProcessing.ServiceDefaults.Users;

/// <summary>The rule for names that people sign in with, whoever tells them: the configuration, or an issuer of tokens.</summary>
public static class UserNames
{
    /// <summary>Why <paramref name="name"/> cannot sign in; null when it can.</summary>
    public static string? Problem(string name) =>
        UserId.Problem(name)
        // "A user-id containing a colon character is invalid" (RFC 7617, 2).
        ?? (name.Contains(':', StringComparison.Ordinal) ? "A user's name contains a colon." : null);
}
