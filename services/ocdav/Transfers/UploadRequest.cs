using System.Globalization;
using Cs3.Storage.Provider.V1Beta1;
using Cs3.Types.V1Beta1;
using Microsoft.AspNetCore.Http.Features;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Ocdav.Paths;
using UploadProcessing.Tus;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>What the headers of a PUT ask for.</summary>
internal sealed class UploadRequest
{
    /// <summary>Bytes to come; null when the body ends where it ends.</summary>
    public required long? Length { get; init; }

    /// <summary>As CS3 has it: <c>sha1 0a4d…</c>.</summary>
    public required string? Checksum { get; init; }

    /// <summary>Unix seconds, with a fraction if the client sent one.</summary>
    public required string? Mtime { get; init; }

    public required UploadPreconditions Preconditions { get; init; }

    /// <summary>Reads and checks the headers, before a byte of the body.</summary>
    /// <returns>Null, or what is wrong with them: a 400.</returns>
    public static string? Read(HttpRequest request, out UploadRequest? upload)
    {
        upload = null;
        // "An origin server SHOULD respond with a 400 (Bad Request) status code if it receives Content-Range on a PUT for a target
        // resource that does not support partial PUT requests" (RFC 9110, 14.5).
        if (request.Headers.ContainsKey("Content-Range"))
        {
            return "A part of a file cannot be PUT; Content-Range is not supported. Resume uploads with TUS.";
        }

        string? checksum = null, mtime = null;
        UploadPreconditions? preconditions = null;
        var error = ReadLength(request, out var length)
            ?? ChecksumHeader.Read(request.Headers, out checksum)
            ?? ReadMtime(request.Headers, out mtime)
            ?? UploadPreconditions.Read(request.Headers, out preconditions);
        if (error is null)
        {
            upload = new UploadRequest { Length = length, Checksum = checksum, Mtime = mtime, Preconditions = preconditions! };
        }

        return error;
    }

    public InitiateFileUploadRequest ToCs3(SpacePath path)
    {
        var request = new InitiateFileUploadRequest { Ref = path.Reference, Opaque = new Opaque() };
        if (Length is { } length)
        {
            request.Opaque.Add(UploadKeys.Length, length.ToString(CultureInfo.InvariantCulture));
        }

        if (Checksum is not null)
        {
            request.Opaque.Add(UploadKeys.Checksum, Checksum);
        }

        if (Mtime is not null)
        {
            request.Opaque.Add(UploadKeys.ModifiedAt, Mtime);
        }

        Preconditions.CopyTo(request);
        return request;
    }

    private static string? ReadLength(HttpRequest request, out long? length)
    {
        // HTTP/1.1 without Content-Length and Transfer-Encoding means no body; only then is an unstated length zero.
        var bodyCanFollow = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        length = request.ContentLength ?? (bodyCanFollow ? null : 0);
        if (!request.Headers.TryGetValue("OC-Total-Length", out var values))
        {
            return null;
        }

        if (!long.TryParse(values, NumberStyles.None, CultureInfo.InvariantCulture, out var total))
        {
            return "OC-Total-Length is not a number of bytes.";
        }

        if (length is not null && length != total)
        {
            return "OC-Total-Length contradicts Content-Length.";
        }

        length = total;
        return null;
    }

    private static string? ReadMtime(IHeaderDictionary headers, out string? mtime)
    {
        mtime = null;
        if (!headers.TryGetValue("X-OC-Mtime", out var values))
        {
            return null;
        }

        if (values.Count != 1 || UnixSeconds.Parse(values[0]!) is null)
        {
            return "X-OC-Mtime is not a number of seconds since 1970.";
        }

        mtime = values[0];
        return null;
    }
}
