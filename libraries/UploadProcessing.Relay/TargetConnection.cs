using System.IO.Pipelines;
using System.Net.Sockets;

namespace UploadProcessing.Relay;

/// <summary>One connection to a target.</summary>
internal sealed class TargetConnection : IDisposable
{
    private readonly Socket _socket;

    public TargetConnection(Socket socket, TargetAddress address)
    {
        _socket = socket;
        Address = address;
        // Nothing is rented before there is something to read: an answer is waited for as long as its upload takes.
        Input = PipeReader.Create(new NetworkStream(socket), new StreamPipeReaderOptions(bufferSize: 16 * 1024, useZeroByteReads: true));
    }

    public TargetAddress Address { get; }

    /// <summary>What the target sends.</summary>
    public PipeReader Input { get; }

    /// <summary>When it was put aside; a timestamp of the pool's clock.</summary>
    public long IdleSince { get; set; }

    /// <summary>Whether an idle connection is of no use any more: readable means that the target has closed it, or has sent
    /// something that nobody asked for.</summary>
    public bool IsStale => _socket.Poll(0, SelectMode.SelectRead);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, cancellationToken)..];
        }
    }

    /// <summary>What was sent still arrives, then its end: a target can tell from the framing that a body was cut. It may still answer.</summary>
    public void EndSending()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The target was faster; closed is closed.
        }
    }

    /// <summary>Closes it under whoever is reading from it.</summary>
    public void Close()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The target was faster; closed is closed.
        }
        catch (ObjectDisposedException)
        {
            // Closed before it was disposed.
        }

        _socket.Dispose();
    }

    /// <summary>Closes it and gives its buffers back; not while somebody reads.</summary>
    public void Dispose()
    {
        Close();
        Input.Complete();
    }
}
