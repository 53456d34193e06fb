namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>The table of what is known by its first bytes.</summary>
internal static class ContentKinds
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Looked = 512;

    /// <summary>Archives that are looked into.</summary>
    public static readonly ContentKind
        Zip = new("a ZIP archive", "zip jar war ear apk xpi epub docx docm dotx dotm xlsx xlsm xltx xltm xlsb pptx pptm potx ppsx odt ods odp odg ott ots vsdx nupkg kmz crx ipa whl cbz 3mf sketch"),
        Gzip = new("a gzip file", "gz tgz svgz");

    private static readonly ContentKind
        Windows = new("a Windows program", "exe dll sys scr com cpl ocx drv efi msstyles mui ax node pyd winmd", IsProgram: true),
        Linux = new("a Linux program", "so o ko elf bin out axf appimage run", IsProgram: true),
        Mac = new("a macOS program", "dylib bundle o macho bin", IsProgram: true),
        Java = new("a Java class or a macOS program", "class dylib", IsProgram: true),
        Script = new("a script", "sh bash zsh fish py pl rb js mjs ts php lua awk tcl r jl txt md run command ps1 swift cgi groovy kts csx fsx exs", IsProgram: true);

    private static readonly (ContentKind Kind, int Offset, byte[] Magic)[] Table =
    [
        (Linux, 0, [0x7F, .. "ELF"u8]),
        (Mac, 0, [0xFE, 0xED, 0xFA, 0xCE]), (Mac, 0, [0xFE, 0xED, 0xFA, 0xCF]), (Mac, 0, [0xCE, 0xFA, 0xED, 0xFE]), (Mac, 0, [0xCF, 0xFA, 0xED, 0xFE]),
        (Java, 0, [0xCA, 0xFE, 0xBA, 0xBE]),
        (Script, 0, "#!"u8.ToArray()),
        (new("a Windows shortcut", "lnk", IsProgram: true), 0, [0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0]),
        (new("a PDF document", "pdf ai"), 0, "%PDF-"u8.ToArray()),
        (new("a PNG picture", "png apng"), 0, [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A]),
        (new("a JPEG picture", "jpg jpeg jpe jfif mpo"), 0, [0xFF, 0xD8, 0xFF]),
        (new("a GIF picture", "gif"), 0, "GIF8"u8.ToArray()),
        (new("a WebP picture", "webp"), 8, "WEBP"u8.ToArray()),
        (new("a TIFF picture", "tif tiff dng nef cr2 arw"), 0, [.. "II*"u8, 0]), (new("a TIFF picture", "tif tiff dng nef"), 0, [.. "MM"u8, 0, .. "*"u8]),
        (Zip, 0, "PK\u0003\u0004"u8.ToArray()), (Zip, 0, "PK\u0005\u0006"u8.ToArray()),
        (Gzip, 0, [0x1F, 0x8B, 8]),
        (new("a bzip2 file", "bz2 tbz tbz2"), 0, "BZh"u8.ToArray()),
        (new("an XZ file", "xz txz"), 0, [0xFD, .. "7zXZ"u8, 0]),
        (new("a Zstandard file", "zst tzst"), 0, [0x28, 0xB5, 0x2F, 0xFD]),
        (new("a 7-Zip archive", "7z"), 0, [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C]),
        (new("a RAR archive", "rar cbr"), 0, [.. "Rar!"u8, 0x1A, 0x07]),
        (new("an Office document or an installer", "doc dot xls xlt ppt pot pps msi msp msg vsd pub mpp db thm"), 0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        (new("a video", "mp4 m4v m4a mov 3gp heic heif avif cr3"), 4, "ftyp"u8.ToArray()),
        (new("a Matroska video", "mkv webm mka"), 0, [0x1A, 0x45, 0xDF, 0xA3]),
        (new("an Ogg file", "ogg oga ogv opus"), 0, "OggS"u8.ToArray()),
        (new("a FLAC recording", "flac"), 0, "fLaC"u8.ToArray()),
        (new("an MP3 recording", "mp3"), 0, "ID3"u8.ToArray()),
    ];

    // No magic number, but nothing that is a program either.
    private static readonly HashSet<string> Texts = [.. "txt csv tsv log md rtf html htm xml json yaml yml ini bmp ico svg wav avi mpg mpeg wmv tar iso".Split(' ')];

    /// <summary>What it is.</summary>
    /// <returns>None for all that is not in the table.</returns>
    public static ContentKind? Of(ReadOnlySpan<byte> start)
    {
        foreach (var (kind, offset, magic) in Table)
        {
            if (start.Length >= offset + magic.Length && start.Slice(offset, magic.Length).SequenceEqual(magic))
            {
                return kind;
            }
        }

        return IsWindowsProgram(start) ? Windows : null;
    }

    /// <summary>Whether something in the table, or one of a few kinds of text, sound and pictures without a magic number, is usually called so.</summary>
    public static bool Knows(string extension) => Texts.Contains(extension) || Table.Any(row => row.Kind.IsCalled(extension)) || Windows.IsCalled(extension);

    // Two letters alone may begin a text, too; the header that follows them has numbers in it.
    private static bool IsWindowsProgram(ReadOnlySpan<byte> start) =>
        start.StartsWith("MZ"u8) && (start.Length < 64 || start[..64].IndexOfAnyInRange((byte)0, (byte)8) >= 0);
}
