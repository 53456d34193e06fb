using System.Text.Json;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.ServiceDefaults;
using UploadProcessing.ServiceDefaults.Telemetry;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>Asks a dataprovider what became of an upload, with the token that its progress was told with.</summary>
internal sealed class ProgressClient(TransferTargets targets) : IDisposable
{
    private const string DataProvider = "http://dataprovider";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };

    /// <returns>The status of the answer, and what it says; 502 when there was none.</returns>
    public async Task<(int Status, UploadProgress? Progress)> FindAsync(string token, CancellationToken cancellationToken)
    {
        var path = TransferEndpoint.Progress.TrimEnd('/');
        if (targets.Resolve(new Uri(DataProvider + path)) is not { } address)
        {
            return (StatusCodes.Status502BadGateway, null);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.SetUrlTemplate(path);
        request.Headers.TryAddWithoutValidation(TransferToken.HeaderName, token);
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            return ((int)answer.StatusCode, answer.IsSuccessStatusCode
                ? JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(cancellationToken), ProgressJson.Default.UploadProgress)
                : null);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (StatusCodes.Status502BadGateway, null);
        }
    }

    public void Dispose() => _http.Dispose();
}
