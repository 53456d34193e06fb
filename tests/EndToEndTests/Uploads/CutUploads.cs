using System.Net;
using System.Net.Sockets;
using System.Text;
using UploadProcessing.TestSupport;

namespace EndToEndTests.Uploads;

/// <summary>An upload over a line that breaks at random, to servers that may be down: sent on until it is complete, as a client would.</summary>
internal sealed class CutUploads(Topology topology, string space, Random random)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>How often a connection was cut in the middle of a body.</summary>
    public int Cuts { get; private set; }

    /// <summary>Uploads; at every step the offset that was acknowledged before must still be there.</summary>
    public async Task UploadAsync(string name, long length, int seed, CancellationToken cancellationToken)
    {
        using var dav = DavClient.Einstein(topology.App);
        using var upload = await TusClient.CreateAsync(dav, space, name, length, cancellationToken);
        long acknowledged = 0;
        while (true)
        {
            // A server that is down, or just coming up, is asked again.
            long? offset = null;
            await Eventually.TrueAsync(async () => (offset = await OffsetAsync(upload, cancellationToken)) is not null, Limit, () => $"{name} is not answered for.");
            Assert.True(offset >= acknowledged, $"{name} was acknowledged up to {acknowledged} and is at {offset} now.");
            if (offset == length)
            {
                return;
            }

            acknowledged = await SendAsync(upload, offset!.Value, length, seed, cancellationToken) ?? offset.Value;
        }
    }

    private static async Task<long?> OffsetAsync(TusClient upload, CancellationToken cancellationToken)
    {
        try
        {
            using var head = await upload.HeadAsync(cancellationToken);
            return head.StatusCode is HttpStatusCode.OK ? Offset(head) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>One PATCH with all that is missing; half of them are cut somewhere.</summary>
    /// <returns>What was acknowledged; null when no answer came.</returns>
    private async Task<long?> SendAsync(TusClient upload, long offset, long length, int seed, CancellationToken cancellationToken)
    {
        bool isCut;
        long cutAfter;
        lock (random)
        {
            isCut = random.Next(2) == 0;
            cutAfter = random.NextInt64(length - offset);
        }

        if (isCut)
        {
            Cuts++;
            await CutAsync(upload.Location, offset, length, cutAfter, seed, cancellationToken);
            return null;
        }

        try
        {
            using var patch = await upload.PatchAsync(offset, new StreamContent(Rest(length, seed, offset)) { Headers = { ContentLength = length - offset } }, cancellationToken);
            return patch.StatusCode is HttpStatusCode.NoContent ? Offset(patch) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static async Task CutAsync(Uri location, long offset, long length, long cutAfter, int seed, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(location.Host, location.Port, cancellationToken);
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"PATCH {location.AbsolutePath} HTTP/1.1\r\nHost: {location.Authority}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: {offset}\r\n"
                + $"Content-Type: application/offset+octet-stream\r\nContent-Length: {length - offset}\r\n\r\n"), cancellationToken);
            var bytes = new byte[cutAfter];
            await using var content = Rest(length, seed, offset);
            await content.ReadExactlyAsync(bytes, cancellationToken);
            await stream.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            // Cut by somebody else: the server was killed.
        }
    }

    private static PatternStream Rest(long length, int seed, long offset)
    {
        var stream = new PatternStream(length, seed);
        stream.Position = offset;
        return stream;
    }

    private static long Offset(HttpResponseMessage answer) =>
        long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), System.Globalization.CultureInfo.InvariantCulture);
}
