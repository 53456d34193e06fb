using System.Net;
using System.Net.Http.Headers;

namespace UploadProcessing.CommandLine.Putting;

/// <summary>Where uploads are created (TUS 1.0.0, Creation), and under which name.</summary>
internal sealed record UploadTarget(Uri Creation, string Name);

/// <summary>What the URL of a command line means: a folder, a file's address, or any TUS server's address for creations.</summary>
internal sealed class UploadTargets(HttpClient http, AuthenticationHeaderValue? credentials, Uri url)
{
    private static readonly HttpMethod PropFind = new("PROPFIND");

    private bool _isFile;

    /// <summary>Looks at the URL.</summary>
    /// <param name="several">Whether several files go there, so that it cannot be a file's address.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task LookAsync(bool several, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(PropFind, url);
        request.Headers.Authorization = credentials;
        request.Headers.Add("Depth", "0");
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            // The seed's folders accept POST; whatever is no WebDAV server knows what it does with its address itself.
            _isFile = answer.StatusCode switch
            {
                HttpStatusCode.MultiStatus => !(await answer.Content.ReadAsStringAsync(cancellationToken)).Contains("collection", StringComparison.OrdinalIgnoreCase),
                HttpStatusCode.NotFound => !url.AbsolutePath.EndsWith('/'),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw await Problems.ReadAsync(answer, cancellationToken),
                _ => false,
            };
            if (_isFile && several)
            {
                throw new CommandException($"{url} is no folder, and several files are to go there.", ExitCodes.NotAsked);
            }

            if (answer.StatusCode is HttpStatusCode.NotFound && !_isFile)
            {
                throw new CommandException($"There is no folder {url}.");
            }
        }
        catch (HttpRequestException exception)
        {
            throw new CommandException($"{url} cannot be reached: {exception.Message}", ExitCodes.NotAsked);
        }
    }

    public UploadTarget For(FileInfo file) => _isFile
        ? new UploadTarget(new Uri(url, "."), Uri.UnescapeDataString(url.Segments[^1]))
        : new UploadTarget(url, file.Name);
}
