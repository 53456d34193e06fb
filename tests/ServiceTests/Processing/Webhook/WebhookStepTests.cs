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
    private const string Secret = StepHostFixture.Secret;
    private const string NewSecret = StepHostFixture.NewSecret;

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

    private static StepHost Host(WebhookReceiver receiver, params string[] settings) => StepHost.WithoutNats(
    [
        $"{Step}:Kind=webhook", $"{Step}:Url={receiver.Url}", $"{Step}:Secrets:0={Secret}", $"{Step}:AllowPrivateAddresses=true",
        .. settings.Select(setting => $"{Step}:{setting}"),
    ]);
}
