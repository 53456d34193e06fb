using System.Diagnostics.CodeAnalysis;

namespace UploadProcessing.Contracts;

/// <summary>Names one upload session and, once committed, the revision made from it.</summary>
/// <param name="Value">The id; written in lower case with hyphens wherever it is text.</param>
public readonly record struct UploadId(Guid Value) : IParsable<UploadId>
{
    /// <summary>A new id; ids made later sort later, which keeps the store's indexes compact.</summary>
    public static UploadId New() => new(OrderedGuid.New());

    /// <inheritdoc/>
    public static UploadId Parse(string s, IFormatProvider? provider = null) => new(Guid.ParseExact(s, "D"));

    /// <summary>Reads the form that <see cref="ToString"/> writes and no other.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UploadId result)
    {
        // The framework also reads capitals and white space around it.
        var parsed = Guid.TryParseExact(s, "D", out var value) && value.ToString("D") == s;
        result = new(value);
        return parsed;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
