using System.Text.RegularExpressions;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>Recognises JSON Web Tokens and app passwords wherever they turn up: the last line of defence, behind not writing them down at all.</summary>
internal static partial class TokenShape
{
    private const string Jwt = "{jwt}";
    private const string AppPassword = "{app-password}";

    /// <summary>True, with the redacted text, when <paramref name="text"/> contains a token.</summary>
    public static bool TryRedact(string? text, out string redacted)
    {
        // Nearly no text has the beginning of one: the base64url of '{"', or the prefix.
        if (text is null
            || !(text.Contains("eyJ", StringComparison.Ordinal) || text.Contains("app_", StringComparison.Ordinal)) || !Secret().IsMatch(text))
        {
            redacted = text ?? "";
            return false;
        }

        redacted = Secret().Replace(text, found => found.ValueSpan[0] == 'a' ? AppPassword : Jwt);
        return true;
    }

    public static bool IsIn(string? text) => TryRedact(text, out _);

    // RFC 7515 section 7.1, the signature of an unsecured token is empty; AppPasswordText.
    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]+(?:\.|%2[Ee])[A-Za-z0-9_-]+(?:\.|%2[Ee])[A-Za-z0-9_-]*|app_[a-z2-7]{12}_[a-z2-7]{32}")]
    private static partial Regex Secret();
}
