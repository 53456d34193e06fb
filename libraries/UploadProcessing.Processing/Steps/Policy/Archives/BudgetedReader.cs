namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>Reads what is unpacked, and ends early when that is more than it may be.</summary>
internal sealed class BudgetedReader(Stream stream, ArchiveBudget budget)
{
    private readonly byte[] _skipped = new byte[64 * 1024];

    /// <summary>Reads <paramref name="buffer"/> full, if there is so much.</summary>
    /// <returns>How much there was.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < buffer.Length && budget.Refused is null && await stream.ReadAsync(buffer[filled..], cancellationToken) is > 0 and var count)
        {
            filled += count;
            budget.AddUnpacked(count);
        }

        return filled;
    }

    /// <summary>Leaves so much out, or all there is.</summary>
    public async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        if (stream is RandomBytesStream random)
        {
            budget.AddUnpacked(random.Skip(count));
            return;
        }

        for (var left = count; left > 0;)
        {
            var wanted = (int)Math.Min(left, _skipped.Length);
            var read = await ReadAsync(_skipped.AsMemory(0, wanted), cancellationToken);
            left = read == wanted ? left - read : 0;
        }
    }
}
