namespace UploadProcessing.CommandLine.Operators;

/// <summary>Asks the dashboard (docs/dashboard.md), which lets in whoever has its token and then knows them by a cookie.</summary>
internal sealed class DashboardClient(Uri address, string token) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    public void Dispose() => _http.Dispose();

    /// <summary>What an upload did, as a Mermaid sequence diagram.</summary>
    /// <exception cref="CommandException">It was not recorded, or nobody is there.</exception>
    public async Task<string> SequenceAsync(string upload, CancellationToken cancellationToken)
    {
        var diagram = $"/diagrams/uploads/{Uri.EscapeDataString(upload)}.mmd";
        try
        {
            using var answer = await _http.GetAsync($"/login?t={Uri.EscapeDataString(token)}&returnUrl={Uri.EscapeDataString(diagram)}", cancellationToken);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(cancellationToken) : throw await Problems.ReadAsync(answer, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new CommandException($"There is no dashboard at {address}: {exception.Message}", ExitCodes.NotAsked);
        }
    }
}
