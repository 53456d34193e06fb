using System.Globalization;
using Cs3.Storage.Provider.V1Beta1;
using Cs3.Types.V1Beta1;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>Reads InitiateFileUpload with its opaque keys <c>Upload-Length</c>, <c>Upload-Checksum</c> and <c>X-OC-Mtime</c>.</summary>
internal static class UploadRequests
{
    // What fits into a 64-bit nanosecond count elsewhere, and into a file system's dates here.
    private const decimal LatestSecond = 253402300799;

    /// <summary>The request in storage's words; null when something in it cannot be read.</summary>
    public static UploadRequest? Read(InitiateFileUploadRequest request, string? traceParent)
    {
        var length = request.Opaque.Text("Upload-Length");
        var checksum = request.Opaque.Text("Upload-Checksum");
        return References.Read(request.Ref) is { } file
            && Preconditions(request) is { } preconditions
            && Parsed(length, Length, out var bytes)
            && Parsed(checksum, text => Checksum.TryParse(text, out var read) ? read : null, out Checksum? wanted)
            && TryReadModified(request.Opaque, out var time)
                ? new UploadRequest(file, bytes, time, wanted, preconditions, traceParent)
                : null;
    }

    /// <summary>The modification time that the client gives, if it gives one; false when it cannot be read.</summary>
    public static bool TryReadModified(Opaque? opaque, out DateTimeOffset? modified) => Parsed(opaque.Text("X-OC-Mtime"), Time, out modified);

    private static UploadPreconditions? Preconditions(InitiateFileUploadRequest request) => request.OptionsCase switch
    {
        InitiateFileUploadRequest.OptionsOneofCase.IfMatch => new(IfMatch: request.IfMatch),
        InitiateFileUploadRequest.OptionsOneofCase.IfNotExist => new(IfNotExist: request.IfNotExist),
        InitiateFileUploadRequest.OptionsOneofCase.IfUnmodifiedSince =>
            References.Time(request.IfUnmodifiedSince) is { } since ? new(IfUnmodifiedSince: since) : null,
        _ => UploadPreconditions.None,
    };

    private static bool Parsed<T>(string? text, Func<string, T?> parse, out T? value)
    {
        value = text is null ? default : parse(text);
        return text is null || value is not null;
    }

    private static long? Length(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    // Unix seconds, with a fraction from some clients.
    private static DateTimeOffset? Time(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= LatestSecond
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : null;
}
