namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>Bytes that can be read anywhere.</summary>
internal interface IRandomBytes
{
    /// <summary>How many there are.</summary>
    long Length { get; }

    /// <summary>Reads some from <paramref name="offset"/> on.</summary>
    /// <returns>How many; 0 only at the end.</returns>
    ValueTask<int> ReadSomeAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Reads <paramref name="buffer"/> full.</summary>
    /// <exception cref="InvalidDataException">There are not so many.</exception>
    async ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        for (var filled = 0; filled < buffer.Length;)
        {
            var count = offset < 0 ? 0 : await ReadSomeAsync(offset + filled, buffer[filled..], cancellationToken);
            filled += count > 0 ? count : throw new InvalidDataException("It ends early.");
        }
    }
}
