using System.Net;
using Microsoft.AspNetCore.Connections;
using UploadProcessing.ServiceDefaults.Proxies;

namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>Closes a connection of an address that has enough of them: nobody has signed in yet, so this is all there is to count by.</summary>
/// <remarks>A known proxy's connections are many clients'; what each of them has under way <see cref="RequestsPerAddress"/> counts.</remarks>
internal sealed class ConnectionsPerAddress(AddressCounts counts, KnownProxies proxies)
{
    public ConnectionDelegate Before(ConnectionDelegate next) => connection =>
        connection.RemoteEndPoint is IPEndPoint { Address: var address } && !proxies.Contains(address)
            ? counts.RunAsync(address, () => next(connection), () => Task.CompletedTask)
            : next(connection);
}
