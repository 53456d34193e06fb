using System.Diagnostics;

namespace UploadProcessing.LoadTests.Http;

/// <summary>What one thread sends requests with: a connection to each server, kept from one request to the next.</summary>
internal sealed class Client : IDisposable
{
    private readonly Dictionary<string, Connection> _connections = new(StringComparer.Ordinal);

    /// <summary>When the last byte of the newest request had been given away: what comes after it is the server's flush and answer.</summary>
    public long LastByteAt { get; private set; }

    public Answer Send(RequestHead head)
    {
        var key = head.Target.Authority;
        if (!_connections.TryGetValue(key, out var connection))
        {
            connection = _connections[key] = new Connection(head.Target);
        }

        try
        {
            var sent = connection.SendHead(head, head.ContentLength);
            connection.SendBody(head.ContentLength - sent);
            LastByteAt = Stopwatch.GetTimestamp();
            var answer = connection.ReadAnswer();
            if (answer.Closes)
            {
                Forget(key);
            }

            return answer;
        }
        catch
        {
            Forget(key);
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var connection in _connections.Values)
        {
            connection.Dispose();
        }
    }

    private void Forget(string key)
    {
        if (_connections.Remove(key, out var connection))
        {
            connection.Dispose();
        }
    }
}
