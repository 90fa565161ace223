using System.Net;
using System.Net.Sockets;

namespace Imds.Runtime.Http;

/// <summary>
/// Connects to an address beside a request to it, and gives the request up where no connection comes about in time. A request that waits
/// for its answer has connected, and so does this: however slow the service, nothing is given up.
/// </summary>
internal sealed class ConnectionWatch : IDisposable
{
    private readonly CancellationTokenSource _request = new();
    private readonly CancellationTokenRegistration _other;
    private readonly Deadline _limit;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenRegistration _late;
    private readonly Task _connecting;
    private volatile Socket? _socket;
    private volatile bool _hasConnected;

    public ConnectionWatch(Uri endpoint, TimeSpan limit, TimeProvider time, CancellationToken other)
    {
        _other = other.Register(static request => ((CancellationTokenSource)request!).Cancel(), _request);
        _limit = new Deadline(limit, time, _end.Token);
        _connecting = ConnectAsync(endpoint);
        _late = _limit.Token.Register(static watch => ((ConnectionWatch)watch!).Late(), this);
    }

    /// <summary>Cancelled when the other token is, or when it is certain that no connection comes about in time.</summary>
    public CancellationToken Token => _request.Token;

    /// <summary>Whether no connection has come about in time.</summary>
    public bool Failed { get; private set; }

    public void Dispose()
    {
        _end.Cancel();
        _socket?.Dispose();
        _late.Dispose();
        _other.Dispose();
        _limit.Dispose();
        _end.Dispose();
        _request.Dispose();
    }

    private void Late()
    {
        // The socket is asked as well: where threads are scarce, it has connected long before anybody gets to say so.
        if (!_end.IsCancellationRequested && !_connecting.IsCompleted && !HasConnected())
        {
            Failed = true;
            _request.Cancel();
        }
    }

    private bool HasConnected()
    {
        try
        {
            return _hasConnected || _socket?.Poll(0, SelectMode.SelectWrite) == true;
        }
        catch (ObjectDisposedException)
        {
            return _hasConnected; // or else one address has just failed, and the next has not been tried
        }
    }

    // Ends without an exception: an address that refuses is what the request itself finds, and says better.
    private async Task ConnectAsync(Uri endpoint)
    {
        try
        {
            // without a wait where the host is an address
            var addresses = IPAddress.TryParse(endpoint.DnsSafeHost, out var address)
                ? [address] : await Dns.GetHostAddressesAsync(endpoint.DnsSafeHost).ConfigureAwait(false);
            foreach (var each in addresses)
            {
                if (_end.IsCancellationRequested || await ConnectAsync(each, endpoint.Port).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        catch (SocketException)
        {
            // there is no such host
        }
    }

    private async Task<bool> ConnectAsync(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket = socket;
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port)).ConfigureAwait(false);
            _hasConnected = true;
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
