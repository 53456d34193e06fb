using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace UploadProcessing.DataProvider.Downloads;

/// <summary>What the conditions of a GET or HEAD come to.</summary>
internal enum ConditionResult
{
    /// <summary>As if there were none.</summary>
    Proceed,

    /// <summary>The client has it already: 304.</summary>
    NotModified,

    /// <summary>The client does not want this version: 412.</summary>
    Failed,
}

/// <summary>The conditions of a GET or HEAD, in the order of RFC 9110, 13.2.2. The framework's own weigh all of them at once.</summary>
internal static class Conditions
{
    public static ConditionResult Evaluate(IHeaderDictionary headers, Validators current)
    {
        if (headers.IfMatch.Count > 0)
        {
            if (!Holds(headers.IfMatch, current.ETag, useStrongComparison: true))
            {
                return ConditionResult.Failed;
            }
        }
        else if (Date(headers.IfUnmodifiedSince) is { } unmodifiedSince && current.LastModified > unmodifiedSince)
        {
            // Only without If-Match: "a recipient MUST ignore If-Unmodified-Since if the request contains an If-Match header field" (13.1.4).
            return ConditionResult.Failed;
        }

        if (headers.IfNoneMatch.Count > 0)
        {
            return Holds(headers.IfNoneMatch, current.ETag, useStrongComparison: false) ? ConditionResult.NotModified : ConditionResult.Proceed;
        }

        // "A recipient MUST ignore If-Modified-Since if the request contains an If-None-Match header field" (13.1.3).
        return Date(headers.IfModifiedSince) is { } modifiedSince && current.LastModified <= modifiedSince
            ? ConditionResult.NotModified
            : ConditionResult.Proceed;
    }

    /// <summary>Whether the range that a client asks for is of the version it has a part of (13.1.5). Without <c>If-Range</c> it says so itself.</summary>
    public static bool AllowRange(IHeaderDictionary headers, Validators current) => headers.IfRange switch
    {
        [] => true,
        [{ } value] when EntityTagHeaderValue.TryParse(value, out var etag) => etag.Compare(current.ETag, useStrongComparison: true),
        // "exactly matches": an older date is another version, a newer one too.
        var date => current.DateIsStrong && Date(date) == current.LastModified,
    };

    // What is no list of etags names none.
    private static bool Holds(StringValues header, EntityTagHeaderValue current, bool useStrongComparison) =>
        EntityTagHeaderValue.TryParseStrictList(header, out var etags)
        && etags.Any(etag => etag.Equals(EntityTagHeaderValue.Any) || etag.Compare(current, useStrongComparison));

    // "MUST ignore ... if the received field value is not a valid HTTP-date" or is more than one (13.1.3, 13.1.4).
    private static DateTimeOffset? Date(StringValues header) =>
        header is [{ } value] && HeaderUtilities.TryParseDate(value, out var date) ? date : null;
}
