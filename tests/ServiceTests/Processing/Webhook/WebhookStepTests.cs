using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServiceTests.Processing.Support;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Processing.Steps.Webhook;

namespace ServiceTests.Processing.Webhook;

/// <summary>The step against a receiver on this machine.</summary>
public sealed class WebhookStepTests
{
    private const string Step = "license";
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string NewSecret = "whsec_bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receiver_IsSentTheUploadAndWhereItsBytesAre()
    {
        await using var receiver = await WebhookReceiver.StartAsync(200, "{\"outcome\":\"continue\"}");
        await using var host = Host(receiver, "PublicCallbackUrl=https://up.example.org/processing/");
        var attempt = Attempt.Of(Step);

        Assert.Equal(StepResult.Continue, await host.RunAsync("webhook", attempt));

        var request = Assert.Single(receiver.Requests);
        Assert.Equal(("/hook", "application/json"), (request.Path, request.Headers["Content-Type"]));
        Assert.Equal(attempt.Upload.UploadId, AllBytesReceived.FromJson(JsonSerializer.SerializeToUtf8Bytes(request.Data["upload"])).UploadId);
        Assert.Equal((Step, 1), (request.Data["step"]!.GetValue<string>(), request.Data["attempt"]!.GetValue<int>()));
        Assert.Equal(attempt.Content.PublicAddress(attempt.Deadline).AbsoluteUri, request.Data["contentUrl"]!.GetValue<string>());
        Assert.Equal(
            $"https://up.example.org/processing/step-callbacks/{Step}/{attempt.Upload.UploadId}/{attempt.Ticket}", request.Data["callbackUrl"]!.GetValue<string>());
    }

    [Fact]
    public async Task Request_IsSignedWithEverySecret()
    {
        await using var receiver = await WebhookReceiver.StartAsync(200, "{\"outcome\":\"continue\"}");
        await using var host = Host(receiver, $"Secrets:1={NewSecret}");
        var attempt = Attempt.Of(Step);

        await host.RunAsync("webhook", attempt);

        var request = Assert.Single(receiver.Requests);
        var message = new SignedMessage(request.Headers["webhook-id"], request.Headers["webhook-timestamp"], request.Headers["webhook-signature"], request.Body);
        Assert.Equal(attempt.Ticket, message.Id);
        Assert.All([Secret, NewSecret], secret => Assert.Equal(
            SignatureVerdict.Genuine,
            WebhookSignature.Verify([WebhookSecret.Parse(secret)!], message, TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1))));
    }

    [Fact]
    public async Task Callback_WithoutAPublicAddress_IsNotOffered()
    {
        await using var receiver = await WebhookReceiver.StartAsync(202);
        await using var host = Host(receiver);

        Assert.IsType<StepResult.RetryResult>(await host.RunAsync("webhook", Attempt.Of(Step)));

        Assert.Null(Assert.Single(receiver.Requests).Data["callbackUrl"]);
    }

    [Theory]
    [InlineData("continue")]
    [InlineData("retry")]
    [InlineData("abort")]
    [InlineData("delete")]
    public async Task Answer_WithAnOutcome_IsTheResult(string outcome)
    {
        await using var receiver = await WebhookReceiver.StartAsync(200, $"{{\"outcome\":\"{outcome}\",\"reason\":\"Because.\"}}");
        await using var host = Host(receiver);

        var result = await host.RunAsync("webhook", Attempt.Of(Step));

        Assert.Equal(outcome switch
        {
            "continue" => StepResult.ContinueMarked("Because."),
            "retry" => StepResult.Retry("Because."),
            "abort" => StepResult.Abort("Because."),
            _ => StepResult.Delete("Because."),
        }, result);
    }

    [Fact]
    public async Task Accepted_IsPending()
    {
        await using var receiver = await WebhookReceiver.StartAsync(202);
        await using var host = Host(receiver, "PublicCallbackUrl=https://up.example.org");

        Assert.Equal(StepResult.Pending, await host.RunAsync("webhook", Attempt.Of(Step)));
    }

    [Fact]
    public async Task Unavailable_IsAskedAgainAndTheReasonHasTheWait()
    {
        await using var receiver = await WebhookReceiver.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        });
        await using var host = Host(receiver);

        var result = Assert.IsType<StepResult.RetryResult>(await host.RunAsync("webhook", Attempt.Of(Step)));

        Assert.Contains("120 s", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_IsNotFollowed(int status)
    {
        await using var receiver = await WebhookReceiver.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/hook" ? status : StatusCodes.Status200OK;
            context.Response.Headers.Location = "/elsewhere";
            return context.Request.Path == "/hook" ? Task.CompletedTask : context.Response.WriteAsync("{\"outcome\":\"continue\"}", context.RequestAborted);
        });
        await using var host = Host(receiver);

        Assert.IsType<StepResult.RetryResult>(await host.RunAsync("webhook", Attempt.Of(Step)));

        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task Cookie_IsNotSentBack()
    {
        await using var receiver = await WebhookReceiver.StartAsync(context =>
        {
            context.Response.Cookies.Append("session", "1");
            return context.Response.WriteAsync("{\"outcome\":\"continue\"}", context.RequestAborted);
        });
        await using var host = Host(receiver);

        await host.RunAsync("webhook", Attempt.Of(Step));
        await host.RunAsync("webhook", Attempt.Of(Step));

        Assert.All(receiver.Requests, request => Assert.DoesNotContain("Cookie", request.Headers.Keys));
    }

    [Fact]
    public async Task Answer_ThatIsHuge_IsNotReadToItsEnd()
    {
        var sent = 0;
        await using var receiver = await WebhookReceiver.StartAsync(async context =>
        {
            var block = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested && sent < 10_000)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
                sent++;
            }
        });
        await using var host = Host(receiver);

        Assert.Equal(WebhookAnswer.TooLarge, await host.RunAsync("webhook", Attempt.Of(Step)));

        Assert.InRange(sent, 0, 1000);
    }

    [Fact]
    public async Task Answer_ThatDoesNotCome_IsCutByTheToken()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using var receiver = await WebhookReceiver.StartAsync(async context =>
        {
            await context.Response.WriteAsync("{\"outcome\":", context.RequestAborted);
            await deadline.CancelAsync();
        });
        await using var host = Host(receiver);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.RunAsync("webhook", Attempt.Of(Step), deadline.Token).AsTask());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0.0.0.0")]
    public async Task PrivateAddress_WithoutTheOption_IsNotConnectedTo(string name)
    {
        await using var receiver = await WebhookReceiver.StartAsync(200, "{\"outcome\":\"continue\"}");
        await using var host = StepHost.WithoutNats(
            $"{Step}:Kind=webhook", $"{Step}:Url=http://{name}:{receiver.Port}/hook", $"{Step}:Secrets:0={Secret}");

        Assert.Equal(WebhookAnswer.NotReached, await host.RunAsync("webhook", Attempt.Of(Step)));

        Assert.Empty(receiver.Requests);
        Assert.Contains(host.Logs.All, log => log.Message.Contains("could not be asked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PermissionOfOneStep_IsNotAnothers()
    {
        await using var receiver = await WebhookReceiver.StartAsync(200, "{\"outcome\":\"continue\"}");
        await using var both = StepHost.WithoutNats(
            $"{Step}:Kind=webhook", $"{Step}:Url={receiver.Url}", $"{Step}:Secrets:0={Secret}", $"{Step}:AllowPrivateAddresses=true",
            "other:Kind=webhook", $"other:Url={receiver.Url}", $"other:Secrets:0={Secret}");

        Assert.Equal(StepResult.Continue, await both.RunAsync("webhook", Attempt.Of(Step)));
        Assert.Equal(WebhookAnswer.NotReached, await both.RunAsync("webhook", Attempt.Of("other")));

        Assert.Single(receiver.Requests);
    }

    [Fact]
    public async Task ReceiverThatIsDown_IsAskedAgain()
    {
        var receiver = await WebhookReceiver.StartAsync(200);
        await using var host = Host(receiver);
        await receiver.DisposeAsync();

        Assert.Equal(WebhookAnswer.NotReached, await host.RunAsync("webhook", Attempt.Of(Step)));
    }

    [Fact]
    public async Task StepThatIsNotSetUp_LetsNothingPass()
    {
        await using var host = StepHost.WithoutNats();

        Assert.Equal(WebhookAnswer.NotSetUp, await host.RunAsync("webhook", Attempt.Of("webhook")));
    }

    [Fact]
    public async Task Secrets_AreInNoSpanAndNoLog()
    {
        var spans = new List<Activity>();
        using var root = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("System.Net.Http", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == root.TraceId)
                {
                    spans.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var receiver = await WebhookReceiver.StartAsync(200, "{\"outcome\":\"continue\"}");
        await using var host = StepHost.WithoutNats(
            $"{Step}:Kind=webhook", $"{Step}:Url={receiver.Url}?key=hush", $"{Step}:Secrets:0={Secret}", $"{Step}:AllowPrivateAddresses=true");

        Assert.Equal(StepResult.Continue, await host.RunAsync("webhook", Attempt.Of(Step)));
        await receiver.DisposeAsync();
        Assert.Equal(WebhookAnswer.NotReached, await host.RunAsync("webhook", Attempt.Of(Step)));

        string[] written =
        [
            .. spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Value}").Concat(span.Events.SelectMany(happening => happening.Tags.Select(tag => $"{tag.Value}")))),
            .. spans.Select(span => $"{span.DisplayName} {span.StatusDescription}"),
            .. host.Logs.All.Select(log => log.Message),
        ];
        Assert.Contains(written, text => text.Contains("could not be asked", StringComparison.Ordinal));
        Assert.All(new[] { SecretContent.Token, "hush", Secret, Secret[6..] }, secret =>
            Assert.DoesNotContain(written, text => text.Contains(secret, StringComparison.Ordinal)));
        Assert.NotEmpty(spans);
    }

    private static StepHost Host(WebhookReceiver receiver, params string[] settings) => StepHost.WithoutNats(
    [
        $"{Step}:Kind=webhook", $"{Step}:Url={receiver.Url}", $"{Step}:Secrets:0={Secret}", $"{Step}:AllowPrivateAddresses=true",
        .. settings.Select(setting => $"{Step}:{setting}"),
    ]);
}
