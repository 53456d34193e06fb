namespace UploadProcessing.Storage;

internal static class Clock
{
    /// <summary>Now, as precise as the stores keep it: what is answered is what is read later.</summary>
    public static DateTimeOffset GetMilliseconds(this TimeProvider time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
