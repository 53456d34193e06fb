using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using UploadProcessing.ServiceDefaults.Kestrel;

namespace UploadProcessing.DataGateway;

/// <summary>Kestrel's limits, for requests that are files and whose addresses are tokens.</summary>
internal static class TransferLimits
{
    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.UseReadToTheEnd();

        // Size is the storageprovider's decision (quota), made before there was a token.
        kestrel.Limits.MaxRequestBodySize = null;

        // A resumable upload over a bad line may trickle or pause; ending it there would only make the client start that chunk again.
        // An idle upload costs a connection and a few KiB, and its session ends with its token.
        kestrel.Limits.MinRequestBodyDataRate = null;

        // A download over such a line likewise: cut, it would only be asked for again.
        kestrel.Limits.MinResponseDataRate = null;

        // Answers go as the dataprovider gave them; as ASCII, a file's name in one would be a failed request.
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;

        // The token is in the path, with a logical target and ids: about 1 KiB; a long Upload-Metadata is a header.
        kestrel.Limits.MaxRequestLineSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
    }
}
