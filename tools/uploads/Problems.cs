using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace UploadProcessing.CommandLine;

/// <summary>What a refusal says (RFC 9457, problem details).</summary>
internal static class Problems
{
    public static async Task<CommandException> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var status = $"{(int)answer.StatusCode} {answer.ReasonPhrase}";
        var text = await DetailAsync(answer, cancellationToken) is { } detail ? $"{detail} ({status})" : $"The server says {status}.";
        return answer.StatusCode is HttpStatusCode.Unauthorized
            ? new CommandException($"{text} Is the name or the token right?", ExitCodes.NotAsked)
            : new CommandException(text);
    }

    private static async Task<string?> DetailAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
        {
            return null;
        }

        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
            return (string?)problem?["detail"] ?? (string?)problem?["title"];
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or InvalidOperationException)
        {
            return null;
        }
    }
}
