using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace UploadProcessing.Benchmarks.Splice;

/// <summary>Requests on one connection, one after the other.</summary>
internal sealed class SinkConnection(Socket socket, string folder)
{
    private static readonly byte[] Created = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    private readonly byte[] _buffer = new byte[16 * 1024];

    public void Run()
    {
        using (socket)
        {
            using var pipe = new SplicePipe();
            while (TryReadHead(out var head, out var filled))
            {
                Receive(pipe, head, filled);
                socket.Send(Created);
            }
        }
    }

    private void Receive(SplicePipe pipe, string head, int filled)
    {
        var name = Path.GetFileName(head.Split(' ')[1]);
        var length = LengthOf(head);
        using var file = File.OpenHandle(Path.Combine(folder, name), FileMode.Create, FileAccess.Write, FileShare.None);
        // What came with the head is in memory already.
        var behind = filled - head.Length;
        RandomAccess.Write(file, _buffer.AsSpan(head.Length, behind), 0);
        pipe.Move(socket, file, behind, length - behind);
    }

    private static long LengthOf(string head)
    {
        const string Name = "Content-Length: ";
        var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase) + Name.Length;
        return long.Parse(head.AsSpan(at, head.IndexOf('\r', at) - at), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private bool TryReadHead(out string head, out int filled)
    {
        filled = 0;
        while (true)
        {
            var read = socket.Receive(_buffer.AsSpan(filled));
            filled += read;
            var end = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (read == 0 || end >= 0)
            {
                head = Encoding.Latin1.GetString(_buffer, 0, end < 0 ? 0 : end + 4);
                return end >= 0;
            }
        }
    }
}
