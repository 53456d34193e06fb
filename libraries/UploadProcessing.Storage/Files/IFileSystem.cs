namespace UploadProcessing.Storage.Files;

/// <summary>The calls by which blobs reach a disk: few and narrow, so that a test can put a disk in their place that forgets and fails.</summary>
/// <remarks>Nothing is durable by itself: bytes and lengths are after <see cref="IOpenFile.Flush"/>, names after <see cref="FlushFolder"/>.</remarks>
internal interface IFileSystem
{
    /// <summary>Whether calls that only Linux has are used; without them everything works, and some things less well.</summary>
    bool UsesLinuxCalls { get; }

    /// <summary>Another one after every start of the machine: what was not flushed before it may be gone. Null where that cannot be known.</summary>
    Guid? Boot { get; }

    /// <summary>Makes a folder for this account only, unless there is one: what is in it is people's files. The one above it exists.</summary>
    void MakeFolder(string path);

    /// <summary>Flushes the names in a folder: a file whose folder was not flushed can be gone after a power cut, bytes and all.</summary>
    void FlushFolder(string path);

    /// <summary>Opens a file for reading and writing.</summary>
    IOpenFile Open(string path, FileMode mode);

    /// <summary>Opens a file for reading from any position, whoever writes it; null when there is none.</summary>
    Stream? OpenRead(string path);

    /// <summary>Whether there is such a file.</summary>
    bool Exists(string path);

    /// <summary>The files in a folder, in no particular order.</summary>
    IEnumerable<FileInfo> List(string folder);

    /// <summary>Removes a file's name; harmless when there is none.</summary>
    void Delete(string path);
}
