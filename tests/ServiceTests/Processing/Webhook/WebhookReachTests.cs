using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using ServiceTests.Processing.Support;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Processing.Steps.Webhook;

namespace ServiceTests.Processing.Webhook;

/// <summary>What a webhook does not reach, does not follow and does not tell.</summary>
public sealed class WebhookReachTests
{
    private const string Step = "license";
    private const string Secret = StepHostFixture.Secret;

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
        // Endless: whoever reads it to its end has no answer before the step's own time is over.
        await using var receiver = await WebhookReceiver.StartAsync(async context =>
        {
            var block = new byte[64 * 1024];
            while (await context.Response.BodyWriter.WriteAsync(block, context.RequestAborted) is { IsCompleted: false })
            {
            }
        });
        await using var host = Host(receiver);

        Assert.Equal(WebhookAnswer.TooLarge, await host.RunAsync("webhook", Attempt.Of(Step)));
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
