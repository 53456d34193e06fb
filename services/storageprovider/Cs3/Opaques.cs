using Cs3.Types.V1Beta1;
using Google.Protobuf;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>Reads and writes the key-value pairs that CS3 has no fields for; all of ours are plain text.</summary>
internal static class Opaques
{
    public static string? Text(this Opaque? opaque, string key) =>
        opaque is not null && opaque.Map.TryGetValue(key, out var entry) && entry.Decoder is "plain" or ""
            ? opaque.Map[key].Value.ToStringUtf8()
            : null;

    public static Opaque Of(params ReadOnlySpan<(string Key, string Value)> pairs)
    {
        var opaque = new Opaque();
        foreach (var (key, value) in pairs)
        {
            opaque.Map[key] = new OpaqueEntry { Decoder = "plain", Value = ByteString.CopyFromUtf8(value) };
        }

        return opaque;
    }
}
