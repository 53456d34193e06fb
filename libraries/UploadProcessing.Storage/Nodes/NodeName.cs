using System.Text;

namespace UploadProcessing.Storage.Nodes;

/// <summary>The rules for names of files and folders.</summary>
public static class NodeName
{
    /// <summary>The longest name in bytes of UTF-8: what file systems that people sync to can hold.</summary>
    public const int MaxBytes = 255;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Why <paramref name="name"/> cannot be used, as a sentence for the client; null when it can.</summary>
    public static string? Problem(string name) => name switch
    {
        "" => "A name is empty.",
        "." or ".." => "'.' and '..' are not names.",
        _ when name.Contains('/') => "A name contains '/'.",
        // NUL ends strings elsewhere; line breaks and other control characters would travel into headers and logs.
        _ when name.Any(char.IsControl) => "A name contains a control character.",
        _ => Bytes(name) switch
        {
            null => "A name is not valid Unicode.",
            > MaxBytes => $"A name is longer than {MaxBytes} bytes in UTF-8.",
            _ => null,
        },
    };

    private static int? Bytes(string name)
    {
        try
        {
            return Strict.GetByteCount(name);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
