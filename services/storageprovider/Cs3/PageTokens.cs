using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>Page tokens: the last name of the page before, encoded so that nobody takes it for more. It says where to go on and nothing about
/// what may be seen there, so a forged one only begins elsewhere.</summary>
internal static class PageTokens
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Of(string last) => WebEncoders.Base64UrlEncode(Strict.GetBytes(last));

    /// <summary>False when it cannot be one of ours.</summary>
    /// <param name="token">As it came; empty for the first page.</param>
    /// <param name="last">The last name of the page before; null for the first page.</param>
    public static bool TryRead(string token, out string? last)
    {
        last = null;
        try
        {
            last = token.Length == 0 ? null : Strict.GetString(WebEncoders.Base64UrlDecode(token));
            return true;
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>How many to answer with: what was asked for, but never more than <paramref name="largest"/>; null when it is less than none.</summary>
    public static int? Size(int asked, int largest) => asked switch
    {
        < 0 => null,
        0 => largest,
        _ => Math.Min(asked, largest),
    };
}
