using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServiceTests.Processing.Support;

namespace EndToEndTests.Processing;

/// <summary>With a receiver of webhooks that answers as a test says.</summary>
public sealed class DecidedTopology : ProcessedTopology
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private WebhookReceiver? _receiver;

    /// <summary>What the receiver answers to the request's data; null: let it pass.</summary>
    public Func<JsonNode, Task<(int Status, string Json)>>? Answer { get; set; }

    /// <summary>What the receiver and processing share.</summary>
    public string Secret => Convert.ToBase64String(_key);

    public string LastUpload { get; private set; } = "";

    protected override string Steps => "none";

    protected override IEnumerable<(string Key, string Value)> Processing =>
    [
        .. base.Processing,
        ("Processing:Steps:hook:Kind", "webhook"),
        ("Processing:Steps:hook:Url", _receiver!.Url),
        ("Processing:Steps:hook:Secrets:0", $"whsec_{Convert.ToBase64String(_key)}"),
        ("Processing:Steps:hook:AllowPrivateAddresses", "true"),
        ("Processing:Steps:hook:PublicCallbackUrl", "http://processing"),
        ("Processing:Steps:hook:Attempts", "3"),
        ("Processing:Steps:hook:FirstDelay", "00:00:00.100"),
        ("Processing:Steps:forbidden:Kind", "webhook"),
        ("Processing:Steps:forbidden:Url", _receiver.Url),
        ("Processing:Steps:forbidden:Secrets:0", $"whsec_{Convert.ToBase64String(_key)}"),
        ("Processing:Steps:forbidden:Attempts", "2"),
        ("Processing:Steps:forbidden:FirstDelay", "00:00:00.100"),
        ("Processing:Steps:remote:Attempts", "2"),
        ("Processing:Steps:remote:FirstDelay", "00:00:00.100"),
        ("Processing:Steps:remote:Deadline", "00:00:00.500"),
    ];

    protected override IEnumerable<(string Key, string Value)> DataProvider => [("Finalization:ResponseDeadline", "00:00:05")];

    public void Decide(string outcome, string reason) =>
        Answer = _ => Task.FromResult((200, JsonSerializer.Serialize(new { outcome, reason })));

    /// <summary>Calls back as a receiver does that has answered 202.</summary>
    public async Task CallBackAsync(JsonNode asked, string json, CancellationToken cancellationToken)
    {
        using var http = App.CreateHttpClient("processing", "http");
        var path = new Uri((string)asked["callbackUrl"]!).AbsolutePath;
        var (id, timestamp) = (path.Split('/')[^1], TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, null, "application/json"),
            Headers =
            {
                { "webhook-id", id },
                { "webhook-timestamp", $"{timestamp}" },
                { "webhook-signature", $"v1,{Convert.ToBase64String(HMACSHA256.HashData(_key, System.Text.Encoding.UTF8.GetBytes($"{id}.{timestamp}.{json}")))}" },
            },
        };
        using var answer = await http.SendAsync(request, cancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    protected override async ValueTask BeforeStartAsync(CancellationToken cancellationToken)
    {
        await base.BeforeStartAsync(cancellationToken);
        _receiver = await WebhookReceiver.StartAsync(async context =>
        {
            var data = _receiver!.Requests.Last().Data;
            LastUpload = (string)data["upload"]!["uploadId"]!;
            var (status, json) = Answer is { } answer ? await answer(data) : (200, """{"outcome":"continue"}""");
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(json, CancellationToken.None);
        });
    }

    protected override async ValueTask AfterStopAsync()
    {
        await _receiver!.DisposeAsync();
        await base.AfterStopAsync();
    }
}
