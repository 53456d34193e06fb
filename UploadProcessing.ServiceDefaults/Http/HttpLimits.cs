using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>What one client may send, and for how long it may send and take nothing; the same at every hop that files pass.</summary>
/// <remarks>No limit is a rate: whoever is on a bad line is slow for hours and still gets there. Who sends a byte now and then on purpose is
/// bounded by how many requests and connections one may have.</remarks>
public sealed class HttpLimits
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Http";

    /// <summary>The longest request line in bytes; 414 beyond. Percent-encoding makes three characters of a byte and a name may have 255
    /// bytes: Kestrel's 8 KiB would end after ten folders.</summary>
    [Range(1024, 1024 * 1024)]
    public int MaxRequestLineSize { get; set; } = 32 * 1024;

    /// <summary>The most bytes of all header fields together; 431 beyond. A final <c>Upload-Concat</c> names up to 200 uploads by their
    /// addresses, tokens included: about 140 KiB.</summary>
    [Range(4096, 1024 * 1024)]
    public int MaxRequestHeadersTotalSize { get; set; } = 256 * 1024;

    /// <summary>The most header fields; 431 beyond.</summary>
    [Range(16, 10_000)]
    public int MaxRequestHeaderCount { get; set; } = 100;

    /// <summary>How long a request's head may take; 408 beyond.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RequestHeadersTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may be idle between two requests.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>How long a client may send nothing of a body that is waited for (408 beyond), or take nothing of an answer (the connection
    /// is ended). Each byte begins it anew.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The most connections at once from one address, of IPv6 from one network of 64 bits; further ones are closed at once.
    /// Through known proxies the same number of requests; further ones are 429. Only where clients connect (ocdav, datagateway). 0: no limit.</summary>
    [Range(0, 100_000)]
    public int MaxConnectionsPerAddress { get; set; } = 2000;

    internal void ApplyTo(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestLineSize = MaxRequestLineSize;
        limits.MaxRequestHeadersTotalSize = MaxRequestHeadersTotalSize;
        limits.MaxRequestHeaderCount = MaxRequestHeaderCount;
        limits.RequestHeadersTimeout = RequestHeadersTimeout;
        limits.KeepAliveTimeout = KeepAliveTimeout;
        // Kestrel does not start with a buffer that cannot hold a whole head.
        limits.MaxRequestBufferSize = Math.Max(limits.MaxRequestBufferSize ?? 0, 2 * MaxRequestHeadersTotalSize);
        // 240 bytes a second by default: it would cut off people on trains.
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
    }
}
