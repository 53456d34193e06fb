using System.Globalization;

namespace UploadProcessing.Tus;

/// <summary>Offsets and lengths (TUS 1.0.0, Core Protocol, Upload-Offset and Upload-Length; clause 1).</summary>
public static class ByteCount
{
    /// <summary>"The value MUST be a non-negative integer": digits and nothing else, up to 9,223,372,036,854,775,807.</summary>
    /// <returns>Null when it is not one.</returns>
    public static long? Parse(ReadOnlySpan<char> value)
    {
        // The digits are looked at before: TryParse, told to accept digits only, still accepts NULs behind them.
        return !value.ContainsAnyExceptInRange('0', '9')
            && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>As it stands in a header.</summary>
    public static string Format(long count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads the offset of a request; null when it was not sent.</summary>
    public static TusResult<long?> Offset(TusRequestHeaders headers) =>
        Read(headers, TusHeaders.UploadOffset, TusError.OffsetMalformed);

    /// <summary>Reads the length of a request; null when it was not sent.</summary>
    public static TusResult<long?> Length(TusRequestHeaders headers) =>
        Read(headers, TusHeaders.UploadLength, TusError.LengthMalformed);

    private static TusResult<long?> Read(TusRequestHeaders headers, string name, TusError malformed)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var field = headers.One(name);
        if (field.Error is { } error)
        {
            return error;
        }

        if (field.Value is null)
        {
            return (long?)null;
        }

        return Parse(field.Value) is { } number ? number : malformed;
    }
}
