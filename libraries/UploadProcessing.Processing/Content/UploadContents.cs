using Microsoft.Extensions.Configuration;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Processing.Steps;

namespace UploadProcessing.Processing.Content;

/// <summary>Where the bytes of uploads are read: at the dataprovider, with tokens that are made here and never stored in an event.</summary>
/// <remarks><c>services:dataprovider:http:0</c> is its address, as service discovery has it; <c>Transfer:PublicDataUrl</c> is where others
/// reach the datagateway.</remarks>
internal sealed class UploadContents(IHttpClientFactory clients, TransferTokens tokens, IConfiguration configuration, TimeProvider time)
{
    /// <summary>The name of the HTTP client that reads them.</summary>
    public const string Client = "upload-contents";

    // Made anew for each request; long enough for one that is read slowly.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly string _dataProvider = (configuration["services:dataprovider:http:0"] ?? "http://dataprovider").TrimEnd('/');
    private readonly string? _public = configuration["Transfer:PublicDataUrl"]?.TrimEnd('/');

    /// <summary>The bytes of one upload.</summary>
    public IUploadContent Of(AllBytesReceived upload) => new UploadContent(this, upload);

    /// <summary>A request for them.</summary>
    public HttpRequestMessage Request(AllBytesReceived upload)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{_dataProvider}{TransferEndpoint.Processing}{upload.UploadId}");
        request.Headers.TryAddWithoutValidation(TransferToken.HeaderName, Token(upload, time.GetUtcNow() + Lifetime));
        return request;
    }

    /// <summary>Sends it.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>Where somebody else may read them.</summary>
    public Uri PublicAddress(AllBytesReceived upload, DateTimeOffset expiresAt) =>
        Uri.TryCreate($"{_public}{TransferEndpoint.Data}/{Token(upload, expiresAt)}", UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException("Configuration 'Transfer:PublicDataUrl' is needed: the address at which others reach the datagateway.");

    private string Token(AllBytesReceived upload, DateTimeOffset expiresAt) => tokens.Protect(new TransferToken(
        upload.UploadId, TransferOperation.Inspect, new Uri($"http://dataprovider{TransferEndpoint.Processing}{upload.UploadId}"), upload.SpaceId,
        upload.UserId, expiresAt));
}
