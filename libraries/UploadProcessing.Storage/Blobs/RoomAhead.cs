using UploadProcessing.Storage.Files;

namespace UploadProcessing.Storage.Blobs;

/// <summary>Sets disk room aside for a growing file, in windows that grow with it, so that the file system lays it out in few pieces.</summary>
/// <remarks>
/// Never beyond what the upload may have: a client must not take a disk by announcing much. The first window opens when that many bytes
/// have arrived, so a small file pays nothing, and a file shorter than that never has room to give back.
/// </remarks>
internal sealed class RoomAhead(IOpenFile file)
{
    /// <summary>The first window, and the length below which there is none.</summary>
    public const long FirstWindow = 1 << 20;

    private const long LargestWindow = 64 << 20;

    private long _end;
    private bool _refused;

    /// <summary>The most bytes that the file may have; none is set aside while nobody has said.</summary>
    public long Limit { get; set; }

    /// <summary>Sets room aside if the file, about to grow from <paramref name="length"/> to <paramref name="next"/>, needs some.</summary>
    public void Ensure(long length, long next)
    {
        if (length < FirstWindow || next <= _end || _refused)
        {
            return;
        }

        var end = Math.Min(Limit, next + Math.Min(next, LargestWindow));
        if (end > next)
        {
            _end = end;
            _refused = !file.TryAllocate(length, end - length);
        }
    }

    /// <summary>The file was cut: whatever was set aside went with its end.</summary>
    public void Drop() => _end = 0;

    /// <summary>Gives back what a file of <paramref name="length"/> bytes has not used.</summary>
    public void Release(long length)
    {
        if (_end > length && !_refused)
        {
            file.SetLength(length);
            _end = 0;
        }
    }
}
