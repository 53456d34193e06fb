using System.Net.Http.Headers;

namespace UploadProcessing.Tus;

/// <summary>What the customary keys of <c>Upload-Metadata</c> say about the file, checked: "Servers SHOULD carefully validate metadata
/// values or sanitize them" (TUS 1.0.0, Creation, Upload-Metadata; clause 21). Other keys are kept and mean nothing here.</summary>
public sealed record FileMetadata
{
    /// <summary><c>filename</c>: the names from the collection the upload was created in down to the file, so that the last one is the
    /// file's; null when none was sent. Desktop clients send a path with a leading slash.</summary>
    /// <remarks>No name is empty, <c>.</c> or <c>..</c>, or has a slash or NUL in it. It may have other control characters: encode it
    /// before it becomes part of a header.</remarks>
    public IReadOnlyList<string>? Path { get; private init; }

    /// <summary><c>mtime</c>: when the file was changed.</summary>
    public UnixSeconds? ModifiedAt { get; private init; }

    /// <summary><c>checksum</c>: what the whole file must hash to.</summary>
    public FileChecksum? Checksum { get; private init; }

    /// <summary><c>filetype</c>: the media type the client guesses; null when it is none, which harms nobody.</summary>
    public string? MediaType { get; private init; }

    /// <summary>Reads the four keys. An empty <c>mtime</c> or <c>checksum</c> is an absent one.</summary>
    public static TusResult<FileMetadata> Read(UploadMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var path = ReadPath(metadata.Text("filename"));
        var mtime = ReadTime(metadata.Text("mtime"));
        var checksum = ReadChecksum(metadata.Text("checksum"));
        if ((path.Error ?? mtime.Error ?? checksum.Error) is { } error)
        {
            return error;
        }

        var type = metadata.Text("filetype");
        return new FileMetadata
        {
            Path = path.Value,
            ModifiedAt = mtime.Value,
            Checksum = checksum.Value,
            MediaType = type.Error is null ? MediaTypeOf(type.Value) : null,
        };
    }

    private static TusResult<string[]?> ReadPath(TusResult<string?> text)
    {
        if (text.Error is not null)
        {
            return TusError.FileNameInvalid;
        }

        if (text.Value is null)
        {
            return (string[]?)null;
        }

        var names = (text.Value.StartsWith('/') ? text.Value[1..] : text.Value).Split('/');
        return Array.Exists(names, name => name is "" or "." or ".." || name.Contains('\0')) ? TusError.FileNameInvalid : names;
    }

    private static TusResult<UnixSeconds?> ReadTime(TusResult<string?> text) => text switch
    {
        { Error: { } error } => error,
        { Value: null or "" } => (UnixSeconds?)null,
        _ => UnixSeconds.Parse(text.Value) is { } seconds ? seconds : TusError.MetadataValueInvalid,
    };

    private static TusResult<FileChecksum?> ReadChecksum(TusResult<string?> text)
    {
        if (text.Error is { } error)
        {
            return error;
        }

        if (string.IsNullOrEmpty(text.Value))
        {
            return (FileChecksum?)null;
        }

        var checksum = FileChecksum.Parse(text.Value, ' ');
        return checksum.Error is { } refused ? refused : checksum.Value;
    }

    // The parser accepts folded lines, which a header must not have; hence the range.
    private static string? MediaTypeOf(string? text) =>
        text is { Length: <= 255 } && !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && MediaTypeHeaderValue.TryParse(text, out var type)
            ? type.ToString()
            : null;
}
