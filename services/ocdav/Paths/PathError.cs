namespace UploadProcessing.Ocdav.Paths;

/// <summary>Why a request target names nothing in a space.</summary>
internal enum PathError
{
    /// <summary>The space's id is not one that a space can have.</summary>
    UnknownSpace,

    /// <summary>A percent sign without two hexadecimal digits, or bytes that are not UTF-8.</summary>
    Encoding,

    /// <summary>An empty name between two slashes, <c>.</c> or <c>..</c>, or a name with a slash or NUL in it.</summary>
    Name,

    /// <summary>A name of more than 255 bytes.</summary>
    NameTooLong,
}
