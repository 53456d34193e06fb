using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>What a request says about the bytes it brings.</summary>
/// <param name="Offset">Where they belong.</param>
/// <param name="ContentLength">How many there are; null when the body ends where it ends.</param>
/// <param name="Length">How long the upload will be, said now for one that did not know it.</param>
/// <param name="Checksum">What they hash to.</param>
/// <param name="ChecksumFollows">Whether that is said only after them, in a trailer.</param>
internal sealed record Chunk(long Offset, long? ContentLength, long? Length, UploadChecksum? Checksum, bool ChecksumFollows)
{
    /// <summary>Whether it is whole or nothing.</summary>
    public bool IsGuarded => Checksum is not null || ChecksumFollows;
}
