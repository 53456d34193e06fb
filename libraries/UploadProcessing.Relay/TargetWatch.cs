using System.Net.Sockets;

namespace UploadProcessing.Relay;

/// <summary>Ends a request whose target does nothing while it is the target's turn.</summary>
internal sealed class TargetWatch : IDisposable
{
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan _timeout;

    public TargetWatch(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _silence.Token);
    }

    /// <summary>Cancelled when the target was silent for too long, or by the caller.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the target was silent for too long.</summary>
    public bool IsSilent => _silence.IsCancellationRequested;

    /// <summary>It is the target's turn, from now on.</summary>
    public void Start() => _silence.CancelAfter(_timeout);

    public void Stop() => _silence.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Waits for something that is the target's turn; costs no timer when it is there at once.</summary>
    public async ValueTask<T> OfAsync<T>(ValueTask<T> work)
    {
        if (work.IsCompleted)
        {
            return await work;
        }

        Start();
        try
        {
            return await work;
        }
        finally
        {
            Stop();
        }
    }

    /// <summary>Tells the target's failures from the client's.</summary>
    /// <exception cref="TargetFault">The target closed the connection, or was silent for too long.</exception>
    public async Task<T> GuardAsync<T>(Func<Task<T>> receive)
    {
        try
        {
            return await receive();
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            throw new TargetFault(TargetFault.Closed);
        }
        catch (OperationCanceledException) when (IsSilent)
        {
            throw new TargetFault(TargetFault.Silent);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _silence.Dispose();
    }
}
