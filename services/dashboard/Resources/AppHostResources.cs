using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts.Resources;

namespace UploadProcessing.Dashboard.Resources;

/// <summary>Asks the AppHost that started this dashboard how its resources are, and to do something with one.</summary>
internal sealed class AppHostResources(HttpClient http, IOptions<DashboardOptions> options)
{
    /// <summary>Whether somebody can be asked.</summary>
    public bool IsThere => options.Value is { ResourcesAddress: not null, ResourcesToken.Length: > 0 };

    public async Task<(IReadOnlyList<ResourceStatus> Resources, string? Problem)> ListAsync(CancellationToken cancellationToken)
    {
        var (list, problem) = await AskAsync(HttpMethod.Get, "resources", ResourceJson.Default.IReadOnlyListResourceStatus, cancellationToken);
        return (list ?? [], problem);
    }

    /// <param name="name">The resource.</param>
    /// <param name="after">The last line that is known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<ResourceLogLine>> LogsAsync(string name, int after, CancellationToken cancellationToken)
    {
        var path = $"resources/{Uri.EscapeDataString(name)}/logs?after={after}";
        return (await AskAsync(HttpMethod.Get, path, ResourceJson.Default.IReadOnlyListResourceLogLine, cancellationToken)).Item1 ?? [];
    }

    public async Task<ResourceCommandOutcome> ExecuteAsync(string name, string command, CancellationToken cancellationToken)
    {
        var path = $"resources/{Uri.EscapeDataString(name)}/commands/{Uri.EscapeDataString(command)}";
        var (outcome, problem) = await AskAsync(HttpMethod.Post, path, ResourceJson.Default.ResourceCommandOutcome, cancellationToken);
        return outcome ?? new ResourceCommandOutcome(Success: false, problem);
    }

    private async Task<(T?, string?)> AskAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (!IsThere)
        {
            return (null, "No AppHost can be asked about its resources: this dashboard was not started by one.");
        }

        using var request = new HttpRequestMessage(method, new Uri(options.Value.ResourcesAddress!, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.ResourcesToken);
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode
                ? (await answer.Content.ReadFromJsonAsync(type, cancellationToken), null)
                : (null, $"The AppHost says {(int)answer.StatusCode} {answer.ReasonPhrase}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (null, $"The AppHost cannot be asked: {exception.Message}");
        }
    }
}
