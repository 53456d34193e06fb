using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace UploadProcessing.Relay;

/// <summary>Keeps connections to targets for the next request.</summary>
internal sealed class TargetConnectionPool : IDisposable
{
    private readonly ConcurrentDictionary<TargetAddress, IdleConnections> _idle = new();
    private readonly ILogger<TargetConnectionPool> _logger;
    private readonly RelayOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    public TargetConnectionPool(IOptions<RelayOptions> options, TimeProvider time, ILogger<TargetConnectionPool> logger)
    {
        _options = options.Value;
        _time = time;
        _logger = logger;
        var lifetime = _options.IdleConnectionLifetime;
        _sweep = time.CreateTimer(static pool => ((TargetConnectionPool)pool!).Sweep(), this, lifetime, lifetime);
    }

    /// <summary>A kept connection that looks usable, the most recently used first; <c>null</c> when there is none.</summary>
    public TargetConnection? TakeIdle(TargetAddress address)
    {
        while (_idle.TryGetValue(address, out var idle) && idle.TryTake(out var connection))
        {
            if (_time.GetElapsedTime(connection.IdleSince) < _options.IdleConnectionLifetime && !connection.IsStale)
            {
                return connection;
            }

            _logger.IdleConnectionDiscarded(address.Host, address.Port);
            connection.Dispose();
        }

        return null;
    }

    /// <summary>A new connection; <c>null</c> when the target cannot be reached.</summary>
    public async Task<TargetConnection?> ConnectAsync(TargetAddress address, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.ConnectTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // A host that vanished without a word is noticed even where no time-out of ours is running.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(address.Host, address.Port, either.Token);
            return new TargetConnection(socket, address);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            _logger.TargetUnreachable(address.Host, address.Port, exception.SocketErrorCode.ToString());
            return null;
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            _logger.TargetUnreachable(address.Host, address.Port, nameof(SocketError.TimedOut));
            return null;
        }
    }

    /// <summary>Keeps <paramref name="connection"/>, on which nothing is under way.</summary>
    public void Return(TargetConnection connection)
    {
        connection.IdleSince = _time.GetTimestamp();
        _idle.GetOrAdd(connection.Address, _ => new IdleConnections(_options.MaxIdleConnections)).Add(connection);
    }

    public void Dispose()
    {
        _sweep.Dispose();
        foreach (var idle in _idle.Values)
        {
            idle.Close();
        }
    }

    private void Sweep()
    {
        foreach (var idle in _idle.Values)
        {
            idle.DisposeWhere(connection => _time.GetElapsedTime(connection.IdleSince) >= _options.IdleConnectionLifetime);
        }
    }
}
