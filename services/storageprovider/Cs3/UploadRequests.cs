using System.Globalization;
using Cs3.Storage.Provider.V1Beta1;
using Cs3.Types.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>Reads InitiateFileUpload with its opaque keys.</summary>
internal static class UploadRequests
{
    // What fits into a 64-bit nanosecond count elsewhere, and into a file system's dates here.
    private const decimal LatestSecond = 253402300799;

    /// <summary>The request in storage's words; null when something in it cannot be read.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parts">What its tokens name, if it joins parts.</param>
    /// <param name="traceParent">Of the request that creates the upload.</param>
    public static UploadRequest? Read(InitiateFileUploadRequest request, IReadOnlyList<UploadId>? parts, string? traceParent)
    {
        var length = request.Opaque.Text(UploadKeys.Length);
        var checksum = request.Opaque.Text(UploadKeys.Checksum);
        return References.Read(request.Ref) is { } file
            && Preconditions(request) is { } preconditions
            && Parsed(length, Length, out var bytes)
            && Parsed(checksum, text => Checksum.TryParse(text, out var read) ? read : null, out Checksum? wanted)
            && TryReadModified(request.Opaque, out var time)
                ? new UploadRequest(file, bytes, time, wanted, preconditions, traceParent, Resumable(request.Opaque, parts))
                : null;
    }

    private static ResumableRequest? Resumable(Opaque? opaque, IReadOnlyList<UploadId>? parts)
    {
        if (opaque.Text(UploadKeys.Protocol) != InitiateFileUpload.Tus)
        {
            return null;
        }

        var concat = opaque.Text(UploadKeys.Concat);
        var kind = parts is not null ? UploadKind.Final : concat is not null ? UploadKind.Partial : UploadKind.File;
        return new ResumableRequest(opaque.Text(UploadKeys.Metadata), kind, concat, parts, opaque.Text(UploadKeys.IdempotencyKey));
    }

    /// <summary>The modification time that the client gives, if it gives one; false when it cannot be read.</summary>
    public static bool TryReadModified(Opaque? opaque, out DateTimeOffset? modified) => Parsed(opaque.Text(UploadKeys.ModifiedAt), Time, out modified);

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
