namespace UploadProcessing.Dashboard.Telemetry;

/// <summary>Who keeps how much: when room has to be made, the oldest goes of whoever has the most, so that nobody who is loud displaces the others.</summary>
internal sealed class Shares<T>
{
    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);

    /// <summary>Of all together.</summary>
    public long Bytes { get; private set; }

    public int Count { get; private set; }

    public IEnumerable<T> Items => _shares.Values.SelectMany(share => share.Items);

    public void Add(string owner, T item, long bytes)
    {
        (_shares.TryGetValue(owner, out var share) ? share : _shares[owner] = new Share()).Items.Enqueue(item);
        Count++;
        Grow(owner, bytes);
    }

    /// <summary>Something that is there already has become larger.</summary>
    public void Grow(string owner, long bytes)
    {
        _shares[owner].Bytes += bytes;
        Bytes += bytes;
    }

    /// <param name="bytesOf">What goes with it.</param>
    public T TakeOldestOfTheLargest(Func<T, long> bytesOf)
    {
        var (owner, share) = _shares.MaxBy(one => one.Value.Bytes);
        var oldest = share.Items.Dequeue();
        Count--;
        Grow(owner, -bytesOf(oldest));
        if (share.Items.Count == 0)
        {
            _shares.Remove(owner);
        }

        return oldest;
    }

    private sealed class Share
    {
        public Queue<T> Items { get; } = new();

        public long Bytes { get; set; }
    }
}
