using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace UploadProcessing.LoadTests.Comparison;

/// <summary>A program that listens, started for the comparison and ended with it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ServerProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Pid => _process.Id;

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>Starts it, and returns once it listens.</summary>
    /// <param name="command">Given the port, the program and its arguments.</param>
    public static ServerProcess Start(Func<int, string[]> command)
    {
        var port = FreePort();
        var parts = command(port);
        var process = Process.Start(new ProcessStartInfo(parts[0], parts[1..]))!;
        var begun = Stopwatch.GetTimestamp();
        while (!Listens(port))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(begun) > StartLimit)
            {
                throw new InvalidOperationException($"{parts[0]} did not start.");
            }

            Thread.Sleep(50);
        }

        return new ServerProcess(process, port);
    }

    /// <summary>Whether anybody accepts connections there.</summary>
    public static bool Listens(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
