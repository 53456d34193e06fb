namespace ClientTests;

/// <summary>What uploads have left in the store since this was made: that tells how far one is, whatever its client believes.</summary>
internal sealed class StoredBytes
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Topology _topology;
    private readonly HashSet<string> _before;

    public StoredBytes(Topology topology)
    {
        _topology = topology;
        _before = [.. Files()];
    }

    public bool AnyFile => New().Any();

    public long Length => New().Sum(LengthOf);

    public Task MoreThanAsync(long bytes) =>
        Eventually.TrueAsync(() => Length > bytes, Limit, () => $"{Length} bytes of the upload were stored and not more");

    private IEnumerable<string> New() => Files().Where(file => !_before.Contains(file));

    private string[] Files() => Directory.GetFiles(Path.Combine(_topology.DataRoot, "storage", "blobs"), "*", SearchOption.AllDirectories);

    // It may have gone since it was listed: then it has no bytes.
    private static long LengthOf(string file) => new FileInfo(file) is { Exists: true } info ? info.Length : 0;
}
