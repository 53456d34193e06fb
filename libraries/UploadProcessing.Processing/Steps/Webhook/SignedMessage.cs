namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>A message with its three headers, as it came.</summary>
internal sealed record SignedMessage(string Id, string Timestamp, string Signatures, ReadOnlyMemory<byte> Body);

/// <summary>What its signature says about a message.</summary>
internal enum SignatureVerdict
{
    /// <summary>Made by somebody who has a secret, and just now.</summary>
    Genuine,

    /// <summary>Made by somebody who has a secret, at another time: perhaps sent again by somebody who has not.</summary>
    Stale,

    /// <summary>There is no signature, or none that fits.</summary>
    Forged,
}
