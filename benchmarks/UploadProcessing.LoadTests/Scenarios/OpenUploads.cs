using System.Collections.Concurrent;
using UploadProcessing.LoadTests.Http;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Scenarios;

/// <summary>Uploads that are under way: created, half of the body sent, each on a connection of its own that is held.</summary>
internal sealed class OpenUploads : IDisposable
{
    private readonly ConcurrentBag<Connection> _connections = [];

    public int Count => _connections.Count;

    /// <summary>Opens <paramref name="count"/> more, each of <paramref name="size"/> bytes.</summary>
    public void Open(Server server, int count, long size, int concurrency)
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        var next = 0;
        Workers.Run(concurrency, () =>
        {
            using var client = new Client();
            for (int number; (number = Interlocked.Increment(ref next)) <= count;)
            {
                var patch = server.Patch(Uploading.Create(client, server, $"{run}-{number}.bin", size), size);
                var connection = new Connection(patch.Target);
                _connections.Add(connection);
                connection.SendBody(size / 2 - connection.SendHead(patch, size / 2));
            }
        });
    }

    /// <summary>Sends so many bytes on each of them.</summary>
    public void SendOnEach(int bytes)
    {
        foreach (var connection in _connections)
        {
            connection.SendBody(bytes);
        }
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }
}
