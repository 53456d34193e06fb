using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace UploadProcessing.ServiceDefaults.Kestrel;

/// <summary>Blocks of 256 KiB for Kestrel's connections in place of 4 KiB ones: a body then arrives in few, large reads.</summary>
/// <remarks>All of Kestrel's pools (one for each address and queue) draw from the same blocks. Beyond the limit they are ordinary small
/// ones, so that many connections at once cost what they did before.</remarks>
internal sealed class LargeBlockPool(int limit) : IMemoryPoolFactory<byte>
{
    private const int LargeSize = 256 * 1024;
    private const int SmallSize = 4 * 1024;

    private readonly ConcurrentStack<byte[]> _unused = new();
    private int _taken;

    public MemoryPool<byte> Create(MemoryPoolOptions? options) => new Pool(this);

    private Block Rent(int size)
    {
        if (size <= LargeSize && Interlocked.Increment(ref _taken) <= limit)
        {
            return new Block(this, _unused.TryPop(out var kept) ? kept : GC.AllocateUninitializedArray<byte>(LargeSize, pinned: true));
        }

        if (size <= LargeSize)
        {
            Interlocked.Decrement(ref _taken);
        }

        return new Block(null, ArrayPool<byte>.Shared.Rent(Math.Max(size, SmallSize)));
    }

    private void Return(byte[] block)
    {
        _unused.Push(block);
        Interlocked.Decrement(ref _taken);
    }

    private sealed class Pool(LargeBlockPool blocks) : MemoryPool<byte>
    {
        public override int MaxBufferSize => Array.MaxLength;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => blocks.Rent(minBufferSize);

        protected override void Dispose(bool disposing)
        {
            // The blocks belong to all pools.
        }
    }

    private sealed class Block(LargeBlockPool? owner, byte[] bytes) : IMemoryOwner<byte>
    {
        private byte[]? _bytes = bytes;

        public Memory<byte> Memory => _bytes ?? throw new ObjectDisposedException(nameof(Block));

        public void Dispose()
        {
            // Once only: a block given back twice would be two connections' at the same time.
            if (Interlocked.Exchange(ref _bytes, null) is not { } bytes)
            {
                return;
            }

            if (owner is null)
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
            else
            {
                owner.Return(bytes);
            }
        }
    }
}
