using UploadProcessing.Contracts.Transfer;
using UploadProcessing.ServiceDefaults.Proxies;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>Where clients reach the datagateway.</summary>
/// <remarks><c>Transfer:PublicDataUrl</c>: absolute, or <c>/</c> when one front serves both; without it the gateway's address of service discovery.</remarks>
internal sealed class PublicDataUrl
{
    private const string Key = "Transfer:PublicDataUrl";

    private readonly string _base;
    private readonly bool _isPath;

    public PublicDataUrl(IConfiguration configuration)
    {
        var address = configuration[Key] ?? configuration["services:datagateway:https:0"] ?? configuration["services:datagateway:http:0"] ?? "/";
        if (!address.StartsWith('/') && !(Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            throw new InvalidOperationException($"Configuration '{Key}' is '{address}', which is neither an http address nor a path.");
        }

        _isPath = address.StartsWith('/');
        _base = address.TrimEnd('/');
    }

    /// <summary>The URL of an upload; as secret as its token. Where one front serves both, it is below the path that the client sees.</summary>
    public string Of(string token, HttpRequest request) =>
        $"{(_isPath ? request.PublicPath() : "")}{_base}{TransferEndpoint.Data}/{token}";
}
