using System.Net.Http.Headers;
using System.Text;
using System.Text.Unicode;

namespace UploadProcessing.Ocdav.Authentication;

/// <summary>The value of <c>Authorization: Basic</c> (RFC 7617).</summary>
internal readonly record struct BasicCredentials(string Name, string Password)
{
    /// <summary>Reads the header; null when it is another scheme or malformed.</summary>
    public static BasicCredentials? Read(string header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var value)
            || !value.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) || value.Parameter is null)
        {
            return null;
        }

        var bytes = new byte[value.Parameter.Length];
        if (!Convert.TryFromBase64String(value.Parameter, bytes, out var length)
            || !Utf8.IsValid(bytes.AsSpan(0, length)))
        {
            return null;
        }

        // "The first colon in a user-pass string separates user-id and password from one another" (2).
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : new(text[..colon], text[(colon + 1)..]);
    }

    // Records print their members; this one must not reach a log by accident.
    public override string ToString() => "(credentials)";
}
