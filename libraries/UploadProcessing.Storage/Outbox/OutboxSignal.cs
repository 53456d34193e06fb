using System.Threading.Channels;

namespace UploadProcessing.Storage.Outbox;

/// <summary>Tells the relay of this process that something is owed, so that it need not ask.</summary>
public sealed class OutboxSignal
{
    // Said twice before anybody has listened is said once.
    private readonly Channel<bool> _owed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that something is owed; after the commit, or it could not be found yet.</summary>
    public void Set() => _owed.Writer.TryWrite(true);

    /// <summary>Waits until it is said, or returns at once when it was said since the last time.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await _owed.Reader.ReadAsync(cancellationToken);
}
