using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>Signatures as Standard Webhooks has them: HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>.</summary>
internal static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string Version = "v1,";

    // Standard Webhooks: signatures are separated by spaces; nobody rotates more secrets than that at once.
    private const int MostSignatures = 16;

    /// <summary>The header for a message, with one signature for each key: the receiver may know any of them.</summary>
    public static string Sign(IEnumerable<byte[]> keys, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        var signatures = new List<string>();
        foreach (var key in keys)
        {
            signatures.Add($"{Version}{Convert.ToBase64String(Compute(key, id, timestamp, body))}");
        }

        return string.Join(' ', signatures);
    }

    /// <summary>Seconds since 1970, as the header has them.</summary>
    public static string Timestamp(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>What is to be thought of a message.</summary>
    public static SignatureVerdict Verify(IEnumerable<byte[]> keys, SignedMessage message, DateTimeOffset now, TimeSpan tolerance)
    {
        if (!long.TryParse(message.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return SignatureVerdict.Forged;
        }

        var given = message.Signatures.Split(' ', MostSignatures + 1, StringSplitOptions.RemoveEmptyEntries).Take(MostSignatures).Select(Decode).OfType<byte[]>().ToArray();
        var genuine = keys.Any(key =>
        {
            var expected = Compute(key, message.Id, message.Timestamp, message.Body.Span);
            return given.Any(signature => CryptographicOperations.FixedTimeEquals(signature, expected));
        });
        return !genuine ? SignatureVerdict.Forged
            : Math.Abs((double)seconds - now.ToUnixTimeSeconds()) <= tolerance.TotalSeconds ? SignatureVerdict.Genuine
            : SignatureVerdict.Stale;
    }

    private static byte[]? Decode(string signature)
    {
        var bytes = new byte[HMACSHA256.HashSizeInBytes];
        return signature.StartsWith(Version, StringComparison.Ordinal)
            && Convert.TryFromBase64String(signature[Version.Length..], bytes, out var length) && length == bytes.Length
            ? bytes
            : null;
    }

    private static byte[] Compute(byte[] key, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
