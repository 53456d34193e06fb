namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>What the first bytes of a file are known to be.</summary>
internal static class ContentKind
{
    /// <summary>How many of them are looked at.</summary>
    public const int Head = 512;

    public const string Zip = "zip", Program = "program";

    // Of each kind: where its signature is, what it is, and the extensions that such a file may have.
    private static readonly (string Kind, int Offset, byte[] Signature)[] Signatures =
    [
        (Program, 0, "MZ"u8.ToArray()),
        (Program, 0, [0x7F, .. "ELF"u8]),
        (Program, 0, [0xCF, 0xFA, 0xED, 0xFE]),
        (Program, 0, [0xCE, 0xFA, 0xED, 0xFE]),
        (Program, 0, "#!"u8.ToArray()),
        (Zip, 0, [.. "PK"u8, 3, 4]),
        (Zip, 0, [.. "PK"u8, 5, 6]),
        ("pdf", 0, "%PDF-"u8.ToArray()),
        ("png", 0, [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A]),
        ("jpeg", 0, [0xFF, 0xD8, 0xFF]),
        ("gif", 0, "GIF8"u8.ToArray()),
        ("webp", 8, "WEBP"u8.ToArray()),
        ("mp4", 4, "ftyp"u8.ToArray()),
        ("gzip", 0, [0x1F, 0x8B, 8]),
        ("7z", 0, [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C]),
        ("rar", 0, "Rar!"u8.ToArray()),
        ("ole", 0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
    ];

    private static readonly Dictionary<string, string[]> Expected = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pdf"] = ["pdf"],
        ["png"] = ["png"],
        ["jpg"] = ["jpeg"],
        ["jpeg"] = ["jpeg"],
        ["gif"] = ["gif"],
        ["webp"] = ["webp"],
        ["mp4"] = ["mp4"],
        ["m4v"] = ["mp4"],
        ["mov"] = ["mp4"],
        ["heic"] = ["mp4"],
        ["zip"] = [Zip],
        ["jar"] = [Zip],
        ["docx"] = [Zip, "ole"],
        ["xlsx"] = [Zip, "ole"],
        ["pptx"] = [Zip, "ole"],
        ["odt"] = [Zip],
        ["ods"] = [Zip],
        ["odp"] = [Zip],
        ["epub"] = [Zip],
        ["gz"] = ["gzip"],
        ["tgz"] = ["gzip"],
        ["7z"] = ["7z"],
        ["rar"] = ["rar"],
        ["doc"] = ["ole"],
        ["xls"] = ["ole"],
        ["ppt"] = ["ole"],
        ["txt"] = [],
        ["csv"] = [],
        ["md"] = [],
        ["bmp"] = [],
        ["mp3"] = [],
        ["wav"] = [],
    };

    /// <summary>Null when nobody knows.</summary>
    public static string? Of(ReadOnlySpan<byte> head)
    {
        foreach (var (kind, offset, signature) in Signatures)
        {
            if (head.Length >= offset + signature.Length && head[offset..].StartsWith(signature))
            {
                return kind;
            }
        }

        return null;
    }

    /// <returns>Why the content does not suit the extension; null when it does, or when one of them is not known.</returns>
    public static string? Problem(string extension, string? kind) =>
        kind is null || !Expected.TryGetValue(extension, out var expected) || expected.Contains(kind) || IsScriptOfText(extension, kind)
            ? null
            : $"It is called .{extension} and is something else ({kind}).";

    // A text may begin with the line that makes it a script.
    private static bool IsScriptOfText(string extension, string kind) => kind == Program && extension is "md" or "csv";
}
