using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>Field masks: what the client does not want is not sent (google.protobuf.FieldMask).</summary>
internal static class Masks
{
    /// <summary>Whether all its paths are fields of <typeparamref name="T"/>.</summary>
    public static bool IsValid<T>(FieldMask? mask)
        where T : IMessage => IsWhole(mask) || FieldMask.IsValid<T>(mask);

    /// <summary>Whether the client wants the field at all, so that what it costs can be saved.</summary>
    public static bool Wants(this FieldMask? mask, string field) => IsWhole(mask) || mask!.Paths.Any(path =>
        path == field || path.StartsWith(field + ".", StringComparison.Ordinal));

    /// <summary><paramref name="whole"/> with the wanted fields only.</summary>
    public static T Cut<T>(this FieldMask? mask, T whole)
        where T : IMessage, new()
    {
        if (IsWhole(mask))
        {
            return whole;
        }

        var cut = new T();
        mask!.Merge(whole, cut);
        return cut;
    }

    // Other servers of CS3 take "*" for everything, and so do their clients.
    private static bool IsWhole(FieldMask? mask) => mask is null || mask.Paths.Count == 0 || mask.Paths.Contains("*");
}
