using System.Net;
using System.Net.Sockets;
using UploadProcessing.Benchmarks.Splice;

// The ceiling: what a server could do that never touches a byte. It takes PUT with Content-Length and nothing else, a thread for each
// connection, and answers when the kernel has the bytes; nothing is durable.
if (args is not [var folder, var port])
{
    Console.Error.WriteLine("splice-sink FOLDER PORT");
    return 1;
}

using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
listener.Bind(new IPEndPoint(IPAddress.Loopback, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)));
listener.Listen(128);
while (true)
{
    var connection = new SinkConnection(listener.Accept(), folder);
    new Thread(connection.Run) { IsBackground = true }.Start();
}
