using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace UploadProcessing.AppHost;

/// <summary>One space as ocdav lists it to a user.</summary>
internal sealed record Drive(string Id, string Name, string DriveType)
{
    public const string Personal = "personal";
    public const string Project = "project";
}

/// <summary><c>GET /graph/v1.0/me/drives</c> of ocdav.</summary>
internal static class Drives
{
    /// <summary>Null when ocdav does not answer as expected: its start screen is no reason to end the application.</summary>
    public static async Task<IReadOnlyList<Drive>?> ReadAsync(
        HttpClient client, string ocdav, string user, string password, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{ocdav}/graph/v1.0/me/drives");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        try
        {
            using var answer = await client.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode
                ? (await answer.Content.ReadFromJsonAsync<DriveList>(cancellationToken))?.Value
                : null;
        }
        catch (Exception exception) when (
            !cancellationToken.IsCancellationRequested
            && exception is HttpRequestException or JsonException or TaskCanceledException)
        {
            return null;
        }
    }

    private sealed record DriveList(IReadOnlyList<Drive>? Value);
}
