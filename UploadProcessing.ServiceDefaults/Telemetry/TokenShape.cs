using System.Text.RegularExpressions;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>Recognises JSON Web Tokens wherever they turn up: the last line of defence, behind not writing them down at all.</summary>
internal static partial class TokenShape
{
    private const string Replacement = "{jwt}";

    /// <summary>True, with the redacted text, when <paramref name="text"/> contains a token.</summary>
    public static bool TryRedact(string? text, out string redacted)
    {
        // Nearly no text has the beginning of a token: the base64url of '{"'.
        if (text is null || !text.Contains("eyJ", StringComparison.Ordinal) || !Token().IsMatch(text))
        {
            redacted = text ?? "";
            return false;
        }

        redacted = Token().Replace(text, Replacement);
        return true;
    }

    public static bool IsIn(string? text) => TryRedact(text, out _);

    // RFC 7515 section 7.1; the signature of an unsecured token is empty.
    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]+(?:\.|%2[Ee])[A-Za-z0-9_-]+(?:\.|%2[Ee])[A-Za-z0-9_-]*")]
    private static partial Regex Token();
}
