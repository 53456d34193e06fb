using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts.Administration;

namespace UploadProcessing.Dashboard.Uploads;

/// <summary>Asks a dataprovider what uploads there are: it knows every one, also those whose telemetry is gone.</summary>
internal sealed class AdminUploads(HttpClient http, IOptions<DashboardOptions> options)
{
    private const int Limit = 500;

    /// <summary>Whether somebody can be asked.</summary>
    public bool IsThere => options.Value is { AdminAddress: not null, AdminToken.Length: > 0 };

    public async Task<(IReadOnlyList<AdminUpload> Uploads, string? Problem)> ListAsync(CancellationToken cancellationToken)
    {
        var (list, problem) = await AskAsync($"admin/uploads?limit={Limit}", AdminJson.Default.AdminUploadList, cancellationToken);
        return (list?.Uploads ?? [], problem);
    }

    public async Task<(AdminUploadDetails? Upload, string? Problem)> FindAsync(string id, CancellationToken cancellationToken) =>
        await AskAsync($"admin/uploads/{Uri.EscapeDataString(id)}", AdminJson.Default.AdminUploadDetails, cancellationToken);

    private async Task<(T?, string?)> AskAsync<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (!IsThere)
        {
            return (null, "Nobody can be asked about uploads: Dashboard:AdminAddress and Dashboard:AdminToken are not set.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(options.Value.AdminAddress!, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.AdminToken);
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode
                ? (await answer.Content.ReadFromJsonAsync(type, cancellationToken), null)
                : (null, $"The dataprovider says {(int)answer.StatusCode} {answer.ReasonPhrase}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (null, $"The dataprovider cannot be asked: {exception.Message}");
        }
    }
}
