using Cs3.Storage.Provider.V1Beta1;
using Cs3.Types.V1Beta1;
using Microsoft.Net.Http.Headers;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>On what state of the target a PUT depends (RFC 9110, 13.1); checked by the storageprovider now and again when it commits.</summary>
internal sealed class UploadPreconditions
{
    /// <summary>The etags of If-Match; empty without that header. <see cref="EntityTagHeaderValue.Any"/> is <c>*</c>.</summary>
    public IReadOnlyList<EntityTagHeaderValue> IfMatch { get; private set; } = [];

    private bool IfNotExist { get; set; }

    private DateTimeOffset? IfUnmodifiedSince { get; set; }

    /// <summary>CS3 knows one etag: anything else has to be resolved by looking at the target first.</summary>
    public bool NeedsCurrentEtag => IfMatch.Count > 1 || IfMatch is [{ } only] && (only.IsWeak || IsAny(only));

    public static string? Read(IHeaderDictionary headers, out UploadPreconditions? preconditions)
    {
        preconditions = null;
        var read = new UploadPreconditions();
        if (headers.TryGetValue(HeaderNames.IfMatch, out var match))
        {
            if (!EntityTagHeaderValue.TryParseStrictList(match, out var etags))
            {
                return "If-Match is neither * nor a list of quoted etags.";
            }

            read.IfMatch = [.. etags];
        }

        if (headers.TryGetValue(HeaderNames.IfNoneMatch, out var noneMatch))
        {
            if (noneMatch.ToString().Trim() != "*")
            {
                return "On PUT the only If-None-Match is *: create the file, do not overwrite it.";
            }

            if (read.IfMatch.Count > 0)
            {
                return "If-Match and If-None-Match: * cannot both hold.";
            }

            read.IfNotExist = true;
        }

        // "A recipient MUST ignore If-Unmodified-Since if the request contains an If-Match header field" and "if the received field
        // value is not a valid HTTP-date" (13.1.4). Beside If-None-Match: * it has nothing to say.
        if (read is { IfMatch.Count: 0, IfNotExist: false }
            && HeaderUtilities.TryParseDate(headers.IfUnmodifiedSince.ToString(), out var date) && date >= DateTimeOffset.UnixEpoch)
        {
            read.IfUnmodifiedSince = date;
        }

        preconditions = read;
        return null;
    }

    /// <summary>Whether the header allows the target in its present state. "Using the strong comparison function" (13.1.1): a weak etag never does.</summary>
    public static bool Allows(IReadOnlyList<EntityTagHeaderValue> ifMatch, string currentEtag) =>
        ifMatch.Any(etag => IsAny(etag) || (!etag.IsWeak && etag.Tag.Equals(currentEtag, StringComparison.Ordinal)));

    /// <summary>From here on the target must still be what it was when it was looked at.</summary>
    public void Pin(string currentEtag) => IfMatch = [new EntityTagHeaderValue(currentEtag)];

    public void CopyTo(InitiateFileUploadRequest request)
    {
        if (IfNotExist)
        {
            request.IfNotExist = true;
        }
        else if (IfMatch is [{ } etag])
        {
            request.IfMatch = etag.Tag.ToString();
        }
        else if (IfUnmodifiedSince is { } since)
        {
            request.IfUnmodifiedSince = new Timestamp { Seconds = (ulong)since.ToUnixTimeSeconds() };
        }
    }

    private static bool IsAny(EntityTagHeaderValue etag) => etag.Equals(EntityTagHeaderValue.Any);
}
