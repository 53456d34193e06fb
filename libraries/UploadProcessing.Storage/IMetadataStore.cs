namespace UploadProcessing.Storage;

/// <summary>Where sessions, nodes, revisions, spaces, app passwords and owed events live. One implementation per database.</summary>
/// <remarks>One transaction covers "revision visible, session finalized, event owed"; that is why these are not separate stores.</remarks>
public interface IMetadataStore
{
    /// <summary>Runs <paramref name="read"/> on one consistent snapshot. Keep it short: no waiting for anything else inside.</summary>
    ValueTask<T> ReadAsync<T>(Func<IMetadataTransaction, ValueTask<T>> read, CancellationToken cancellationToken);

    /// <summary>Runs <paramref name="write"/> in a transaction of its own and returns once it is durable: it survives a power cut.</summary>
    /// <remarks>An exception undoes this write alone. The delegate may run more than once, so it changes nothing but the transaction.</remarks>
    /// <param name="write">What to do; it waits for nothing but the transaction.</param>
    /// <param name="cancellationToken">Leaves the queue; once the write has begun it runs to its end.</param>
    ValueTask<T> WriteAsync<T>(Func<IMetadataTransaction, ValueTask<T>> write, CancellationToken cancellationToken);
}
