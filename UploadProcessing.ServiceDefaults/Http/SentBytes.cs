using System.Buffers.Binary;
using System.Net.Sockets;

namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>How far the other side has taken what was sent.</summary>
internal static class SentBytes
{
    private const int Tcp = 6;
    private const int TcpInfo = 11;
    private const int BytesAcked = 120;

    /// <summary>Bytes acknowledged on a connection (Linux: <c>tcpi_bytes_acked</c> of TCP_INFO); null where the system does not tell.</summary>
    public static long? AcknowledgedOn(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> info = stackalloc byte[BytesAcked + sizeof(long)];
        try
        {
            return socket.GetRawSocketOption(Tcp, TcpInfo, info) == info.Length
                ? BinaryPrimitives.ReadInt64LittleEndian(info[BytesAcked..])
                : null;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
