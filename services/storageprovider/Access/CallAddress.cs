using System.Net;
using Grpc.Core;

namespace UploadProcessing.StorageProvider.Access;

internal static class CallAddress
{
    /// <summary>Where the call came from: a client of CS3, or ocdav.</summary>
    public static IPAddress? Address(this ServerCallContext context) => context.GetHttpContext().Connection.RemoteIpAddress;
}
