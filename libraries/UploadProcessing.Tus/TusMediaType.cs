using System.Net.Http.Headers;

namespace UploadProcessing.Tus;

/// <summary>The media type of bytes that belong at an offset (TUS 1.0.0, Core Protocol, PATCH; clause 9).</summary>
public static class TusMediaType
{
    /// <summary>"All PATCH requests MUST use Content-Type: application/offset+octet-stream".</summary>
    public const string OffsetOctetStream = "application/offset+octet-stream";

    /// <summary>"otherwise the server SHOULD return a 415 Unsupported Media Type status."</summary>
    /// <remarks>Types are compared without regard to case (RFC 9110, 8.3.1), and parameters that a client's HTTP library adds say
    /// nothing about bytes.</remarks>
    public static TusError? Check(TusRequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var type = headers.One(TusHeaders.ContentType);
        return type.Error ?? (Is(type.Value) ? null : TusError.MediaTypeUnsupported);
    }

    /// <summary>Whether a Content-Type is the one of TUS.</summary>
    public static bool Is(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type)
        && string.Equals(type.MediaType, OffsetOctetStream, StringComparison.OrdinalIgnoreCase);
}
