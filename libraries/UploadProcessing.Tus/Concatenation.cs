namespace UploadProcessing.Tus;

/// <summary>Which uploads may become one (TUS 1.0.0, Concatenation; clauses 30, 31 and 32).</summary>
public static class Concatenation
{
    /// <summary>Checks the parts of a final upload, in their order; one that is named twice stands in the list twice.</summary>
    /// <remarks>"The length of the final upload MUST be the sum of the length of all partial uploads." "The Client MAY send the
    /// concatenation request while the partial uploads are still in progress. This feature MUST be explicitly announced by the Server by
    /// adding concatenation-unfinished to the Tus-Extension header."</remarks>
    /// <returns>The final upload's length; null as long as a part's is not known.</returns>
    public static TusResult<long?> Length(IReadOnlyCollection<TusUpload> parts, TusCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(capabilities);
        if (parts.Any(part => part.Kind != UploadKind.Partial))
        {
            return TusError.ConcatPartUnusable;
        }

        if (!capabilities.Offers(TusExtensions.ConcatenationUnfinished) && parts.Any(part => !part.IsComplete))
        {
            return TusError.ConcatPartUnfinished;
        }

        // What has been received counts for parts without a length: too much already is too much in the end.
        var sum = parts.Aggregate((Int128)0, (total, part) => total + (part.Length ?? part.Offset));
        return sum > long.MaxValue || capabilities.CheckSize((long)sum) is not null ? TusError.TooLarge
            : parts.Any(part => part.Length is null) ? (long?)null
            : (long)sum;
    }
}
