using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace UploadProcessing.DataProvider.Downloads;

/// <summary>What <c>Range</c> selects of a file (RFC 9110, 14.1 and 14.2).</summary>
internal static class RangeHeader
{
    /// <summary>The most ranges that one request may ask for; a client that fills holes sends them ten at a time.</summary>
    public const int MaxRanges = 64;

    // "A server that generates a multipart response MAY coalesce any of the ranges requested that overlap, or that are separated by a gap
    // that is smaller than the overhead of sending multiple parts ... around 80 bytes" (15.3.7.2): a part's head has about twice that here.
    private const long Overhead = 160;

    /// <summary>The parts to send, in the order they were asked for, none over another, so that no byte goes twice however a client asks.</summary>
    /// <returns>Null: the header says nothing and the whole file is sent. Empty: nothing of it can be satisfied, or it asks for too much.</returns>
    public static IReadOnlyList<ByteRange>? Select(StringValues header, long length)
    {
        // "MUST ignore a Range header field that contains a range unit it does not understand" (14.2); units have no case.
        const string Unit = "bytes=";
        if (header is not [{ } value] || !value.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = new List<ByteRange>();
        var specs = value[Unit.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var spec in specs.Take(MaxRanges))
        {
            // Of an empty file a suffix is satisfiable and is nothing (14.1.2), for which Content-Range has no words.
            if (!TryRead(spec, length, out var range) || (length == 0 && spec is ['-', ..] && spec.AsSpan(1).ContainsAnyExcept('0')))
            {
                // "A recipient ... MAY ignore or reject a Range header field that contains an invalid ranges-specifier" (14.2).
                return null;
            }

            if (range is { } satisfiable)
            {
                Add(parts, satisfiable);
            }
        }

        return specs.Length == 0 ? null : specs.Length > MaxRanges ? [] : parts;
    }

    private static void Add(List<ByteRange> parts, ByteRange range)
    {
        var place = parts.Count;
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (parts[i].IsNear(range, Overhead))
            {
                range = range.With(parts[i]);
                parts.RemoveAt(i);
                place = i;
            }
        }

        parts.Insert(place, range);
    }

    /// <summary>Reads <c>first-last</c>, <c>first-</c> or <c>-suffix</c>; false when it is none of them, null when the file has no such bytes.</summary>
    private static bool TryRead(string spec, long length, out ByteRange? range)
    {
        range = null;
        var dash = spec.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !TryRead(spec.AsSpan(0, dash), out var first) || !TryRead(spec.AsSpan(dash + 1), out var last)
            || (first is null && last is null) || last < first)
        {
            return false;
        }

        if (first is null)
        {
            // "If the selected representation is shorter than the specified suffix-length, the entire representation is used."
            range = last > 0 && length > 0 ? new ByteRange(Math.Max(0, length - last.Value), length - 1) : null;
        }
        else if (first < length)
        {
            range = new ByteRange(first.Value, Math.Min(last ?? long.MaxValue, length - 1));
        }

        return true;
    }

    // Digits only, and however many: a number too large for us is beyond the end of every file, and that is no error.
    private static bool TryRead(ReadOnlySpan<char> digits, out long? position)
    {
        position = null;
        if (digits.IsEmpty)
        {
            return true;
        }

        if (digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        position = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
        return true;
    }
}
