using System.Text.Json;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Contracts.Processing;

/// <summary>The answer to a <see cref="ContentAddressRequest"/>: an address or an error, never both.</summary>
public sealed record ContentAddress
{
    /// <summary>Where a GET reads the bytes, ranges too; a secret that soon ends.</summary>
    public Uri? Url { get; init; }

    /// <summary>Why there is none, in plain words.</summary>
    public string? Error { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static ContentAddress FromJson(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, EventJson.Default.ContentAddress) ?? throw new JsonException("There is no answer.");

    /// <summary>The answer as it is sent.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EventJson.Default.ContentAddress);
}
