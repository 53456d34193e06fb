using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Tus;

namespace UploadProcessing.CommandLine.Putting;

/// <summary>The requests of a TUS 1.0.0 client, one each.</summary>
internal sealed class TusClient(HttpClient http, AuthenticationHeaderValue? credentials)
{
    private const string Version = "1.0.0";
    private const string ChunkType = "application/offset+octet-stream";

    // While the connection takes no byte, or the answer to the last one does not come.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    /// <summary>Creation: announces a file.</summary>
    public async Task<RememberedUpload> CreateAsync(UploadTarget target, FileInfo file, CancellationToken cancellationToken)
    {
        var metadata = UploadMetadata.Empty
            .With("filename", target.Name)
            .With("mtime", new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        using var request = Request(HttpMethod.Post, target.Creation);
        request.Headers.Authorization = credentials;
        request.Headers.Add(TusHeaders.UploadLength, file.Length.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(TusHeaders.UploadMetadata, metadata.ToString());
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await SendAsync(request, cancellationToken);
        return answer.Headers.Location is { } location
            ? new RememberedUpload(new Uri(target.Creation, location), ProgressOf(answer))
            : throw new CommandException($"{target.Creation} does not say where to upload to (it sends no Location).");
    }

    /// <summary>How much the server has.</summary>
    /// <returns>Null when there is no such upload any more.</returns>
    public async Task<long?> FindOffsetAsync(Uri upload, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Head, upload);
        using var answer = await SendAsync(request, cancellationToken, HttpStatusCode.NotFound, HttpStatusCode.Gone, HttpStatusCode.Forbidden);
        return answer.IsSuccessStatusCode ? OffsetOf(answer) : null;
    }

    /// <summary>Sends the rest of a file.</summary>
    /// <returns>How much the server has then, and where its progress can be asked for.</returns>
    public async Task<(long Offset, Uri? Progress)> SendRestAsync(Uri upload, FileStream file, long length, Action<long> sent, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(Silence);
        using var request = Request(HttpMethod.Patch, upload);
        request.Headers.Add(TusHeaders.UploadOffset, file.Position.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Prefer", "respond-async");
        request.Content = new FileRest(file, length, offset =>
        {
            silence.CancelAfter(Silence);
            sent(offset);
        });
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ChunkType);
        try
        {
            using var answer = await SendAsync(request, silence.Token);
            return (OffsetOf(answer), ProgressOf(answer));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InterruptionException("the server takes nothing");
        }
    }

    /// <summary>What became of an upload.</summary>
    public async Task<UploadProgress?> FindProgressAsync(Uri progress, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, progress);
        using var answer = await SendAsync(request, cancellationToken, HttpStatusCode.NotFound, HttpStatusCode.Gone, HttpStatusCode.Forbidden);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync(ProgressJson.Default.UploadProgress, cancellationToken) : null;
    }

    /// <summary>Has a step's no looked at again, where the server allows whoever uploads to ask for that.</summary>
    public async Task RestartAsync(Uri progress, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder(progress) { Path = $"{progress.AbsolutePath}/restart" }.Uri);
        using var answer = await SendAsync(request, cancellationToken);
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri url) => new(method, url) { Headers = { { TusHeaders.TusResumable, Version } } };

    private static long OffsetOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(TusHeaders.UploadOffset, out var values) && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? offset
            : throw new CommandException("The server does not say how much it has (it sends no Upload-Offset).");

    private static Uri? ProgressOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(TusHeaders.ProgressLocation, out var values) ? new Uri(answer.RequestMessage!.RequestUri!, values.First()) : null;

    /// <exception cref="InterruptionException">It can be asked again.</exception>
    /// <exception cref="CommandException">The server refuses.</exception>
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken, params HttpStatusCode[] expected)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.InnerException is CommandException inner)
        {
            throw inner;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new InterruptionException(exception.Message);
        }

        if (answer.IsSuccessStatusCode || expected.Contains(answer.StatusCode))
        {
            return answer;
        }

        using (answer)
        {
            // Another one still holds the upload, or the offset is not what it was; the rest is the server's to mend.
            throw answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.Locked or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
                or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
                ? new InterruptionException($"the server says {(int)answer.StatusCode} {answer.ReasonPhrase}")
                : await Problems.ReadAsync(answer, cancellationToken);
        }
    }
}
