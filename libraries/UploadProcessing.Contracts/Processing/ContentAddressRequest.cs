using System.Text.Json;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Contracts.Processing;

/// <summary>Asks processing where the bytes of an upload can be read: a request of core NATS, which nobody stores (docs/events.md).</summary>
public sealed record ContentAddressRequest
{
    /// <summary>Where processing is asked.</summary>
    public const string Subject = "processing.content-address";

    /// <summary>The upload.</summary>
    public required UploadId UploadId { get; init; }

    /// <summary>The ticket of the attempt that the bytes are for.</summary>
    public required string Ticket { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">A field is missing or wrong.</exception>
    public static ContentAddressRequest FromJson(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, EventJson.Default.ContentAddressRequest) ?? throw new JsonException("There is no request.");

    /// <summary>The request as it is sent.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EventJson.Default.ContentAddressRequest);
}
