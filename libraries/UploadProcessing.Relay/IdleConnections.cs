using System.Diagnostics.CodeAnalysis;

namespace UploadProcessing.Relay;

/// <summary>The unused connections to one target: last in, first out, so that the surplus grows old and is closed.</summary>
internal sealed class IdleConnections(int capacity)
{
    private readonly Lock _lock = new();
    private readonly List<TargetConnection> _connections = [];
    private int _capacity = capacity;

    public bool TryTake([NotNullWhen(true)] out TargetConnection? connection)
    {
        lock (_lock)
        {
            connection = _connections.Count > 0 ? _connections[^1] : null;
            if (connection is not null)
            {
                _connections.RemoveAt(_connections.Count - 1);
            }

            return connection is not null;
        }
    }

    public void Add(TargetConnection connection)
    {
        lock (_lock)
        {
            if (_connections.Count < _capacity)
            {
                _connections.Add(connection);
                return;
            }
        }

        connection.Dispose();
    }

    public void DisposeWhere(Func<TargetConnection, bool> isOld)
    {
        lock (_lock)
        {
            _connections.RemoveAll(connection =>
            {
                var old = isOld(connection);
                if (old)
                {
                    connection.Dispose();
                }

                return old;
            });
        }
    }

    /// <summary>Disposes all, and whatever is returned later.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _capacity = 0;
        }

        DisposeWhere(_ => true);
    }
}
