using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using UploadProcessing.CommandLine.Watching;

namespace UploadProcessing.CommandLine.Operators;

/// <summary>Asks the Admin API (docs/operations.md).</summary>
internal sealed class AdminClient : IDisposable
{
    private readonly HttpClient _http;

    public AdminClient(Uri address, string token) => _http = new HttpClient
    {
        BaseAddress = address,
        // For a stream that says nothing for a while; what else is asked is answered soon, or never.
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    public void Dispose() => _http.Dispose();

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, content: null, cancellationToken);
        return await answer.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw new CommandException($"{path} was answered with nothing.");
    }

    public async Task PostAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, content: null, cancellationToken);
    }

    public async Task PostAsync<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, JsonContent.Create(body, type), cancellationToken);
    }

    public async Task<TAnswer> PostAsync<T, TAnswer>(
        string path, T body, JsonTypeInfo<T> type, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, JsonContent.Create(body, type), cancellationToken);
        return await answer.Content.ReadFromJsonAsync(answerType, cancellationToken) ?? throw new CommandException($"{path} was answered with nothing.");
    }

    public ProgressWatch Watch(string upload) => new(_http, new Uri(_http.BaseAddress!, $"admin/uploads/{Uri.EscapeDataString(upload)}/progress"));

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        try
        {
            var answer = await _http.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode ? answer : throw await Problems.ReadAsync(answer, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new CommandException($"There is no Admin API at {_http.BaseAddress}: {exception.Message} Is the dataprovider running?", ExitCodes.NotAsked);
        }
    }
}
