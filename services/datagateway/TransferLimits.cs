using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace UploadProcessing.DataGateway;

/// <summary>Kestrel's limits that are the gateway's own; the others are <see cref="ServiceDefaults.Http.HttpLimits"/>.</summary>
internal static class TransferLimits
{
    public static void Apply(KestrelServerOptions kestrel)
    {
        // Size is the storageprovider's decision (quota), made before there was a token.
        kestrel.Limits.MaxRequestBodySize = null;

        // Answers go as the dataprovider gave them; as ASCII, a file's name in one would be a failed request.
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
    }
}
