namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>A signing secret as Standard Webhooks writes it: <c>whsec_</c>, then base64.</summary>
internal static class WebhookSecret
{
    private const string Prefix = "whsec_";

    // Standard Webhooks: "between 24 bytes (192 bits) and 64 bytes (512 bits)".
    private const int Shortest = 24;
    private const int Longest = 64;

    /// <summary>The key; null when the text is none.</summary>
    public static byte[]? Parse(string? text)
    {
        if (text?.StartsWith(Prefix, StringComparison.Ordinal) != true)
        {
            return null;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) && length is >= Shortest and <= Longest
            ? bytes[..length]
            : null;
    }

    /// <summary>The keys of a step whose options have been validated.</summary>
    public static IReadOnlyList<byte[]> KeysOf(WebhookOptions options) => [.. options.Secrets.Select(Parse).OfType<byte[]>()];
}
