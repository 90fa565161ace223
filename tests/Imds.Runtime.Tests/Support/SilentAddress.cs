using System.Net;
using System.Net.Sockets;

namespace Imds.Runtime.Tests;

/// <summary>
/// An address on 127.0.0.1 that neither takes nor refuses connections, as the service's address does in most places off Azure.
/// </summary>
internal sealed class SilentAddress : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _waiting = [];

    public SilentAddress()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);

        // The queue of this listener is full, so a further connection waits.
        for (var i = 0; i < 8; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _ = socket.ConnectAsync(_listener.LocalEndPoint!);
            _waiting.Add(socket);
        }
    }

    public Uri Endpoint => new($"http://{_listener.LocalEndPoint}");

    public void Dispose()
    {
        _waiting.ForEach(socket => socket.Dispose());
        _listener.Dispose();
    }
}
