using System.Text;
using System.Text.Unicode;

namespace UploadProcessing.Ocdav.Paths;

/// <summary>One name between two slashes of a request target.</summary>
/// <remarks>Read from the target as it was sent: Kestrel decodes every escape but %2F and then removes dot segments, after which
/// <c>a%2Fb</c> and <c>a%252Fb</c>, or <c>%2e%2e</c> and <c>..</c>, can no longer be told apart.</remarks>
internal static class PathSegment
{
    /// <summary>The longest name, in bytes of UTF-8: what common file systems hold.</summary>
    public const int MaxBytes = 255;

    public static PathError? Decode(ReadOnlySpan<char> raw, out string name)
    {
        name = "";
        var bytes = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '%')
            {
                if (i + 2 >= raw.Length || !char.IsAsciiHexDigit(raw[i + 1]) || !char.IsAsciiHexDigit(raw[i + 2]))
                {
                    return PathError.Encoding;
                }

                bytes[length++] = Convert.FromHexString(raw.Slice(i + 1, 2))[0];
                i += 2;
            }
            else if (char.IsAscii(raw[i]))
            {
                bytes[length++] = (byte)raw[i];
            }
            else
            {
                return PathError.Encoding;
            }
        }

        var decoded = bytes.AsSpan(0, length);
        if (!Utf8.IsValid(decoded))
        {
            return PathError.Encoding;
        }

        // Not normalised: what one client stored as NFD, it asks for as NFD.
        name = Encoding.UTF8.GetString(decoded);
        return name is "" or "." or ".." || name.AsSpan().ContainsAny('/', '\0') ? PathError.Name
            : length > MaxBytes ? PathError.NameTooLong
            : null;
    }

    /// <summary>The name as it stands in an href: everything but RFC 3986's unreserved characters is escaped.</summary>
    public static string Encode(string name) => Uri.EscapeDataString(name);
}
