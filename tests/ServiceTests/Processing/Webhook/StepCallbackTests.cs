using System.Net;
using System.Text;
using ServiceTests.Processing.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Processing.Steps.Webhook;

namespace ServiceTests.Processing.Webhook;

/// <summary>A receiver that answers later, with a real nats-server behind the service.</summary>
public sealed class StepCallbackTests(StepHostFixture fixture) : IClassFixture<StepHostFixture>, IDisposable
{
    private const string Step = "license";
    private const string Secret = StepHostFixture.Secret;
    private const string Aborted = "{\"outcome\":\"abort\",\"reason\":\"Not ours.\"}";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly UploadId _upload = UploadId.New();
    private readonly HttpClient _client = new();
    private readonly string _ticket = $"ticket-{Guid.NewGuid():N}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(Secret)]
    [InlineData(StepHostFixture.NewSecret)]
    public async Task Callback_SignedWithAnySecret_IsTheAnswer(string secret)
    {
        using var answer = await PostAsync(Aborted, secret: secret);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(new StepFinished { UploadId = _upload, Ticket = _ticket, Outcome = StepOutcome.Abort, Reason = "Not ours." }, await fixture.OnlyAnswerAsync(_upload));
    }

    [Fact]
    public async Task Callback_ToTheAddressOfARequest_IsTheAnswerToItsTicket()
    {
        await using var receiver = await WebhookReceiver.StartAsync(202);
        await using var host = StepHost.WithoutNats(
            $"{Step}:Kind=webhook", $"{Step}:Url={receiver.Url}", $"{Step}:Secrets:0={Secret}", $"{Step}:AllowPrivateAddresses=true",
            $"{Step}:PublicCallbackUrl={fixture.Host.Address}");
        var attempt = Attempt.Of(Step);
        Assert.Equal(StepResult.Pending, await host.RunAsync("webhook", attempt));
        var request = Assert.Single(receiver.Requests);

        using var answer = await SendAsync(new Uri(request.Data["callbackUrl"]!.GetValue<string>()), "{\"outcome\":\"continue\"}", Secret, request.Headers["webhook-id"], Now);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal((attempt.Upload.UploadId, attempt.Ticket), (await fixture.OnlyAnswerAsync(attempt.Upload.UploadId)) is var only ? (only.UploadId, only.Ticket) : default);
    }

    [Fact]
    public async Task Callback_SentAgain_IsStoredOnce()
    {
        var now = Now;
        using var first = await SendAsync(Address(), Aborted, Secret, _ticket, now);
        using var again = await SendAsync(Address(), Aborted, Secret, _ticket, now);
        using var later = await PostAsync("{\"outcome\":\"continue\"}");

        Assert.All(new[] { first, again, later }, answer => Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode));
        Assert.Equal(StepOutcome.Abort, (await fixture.OnlyAnswerAsync(_upload)).Outcome);
        Assert.Single(await fixture.StoredAsync(_upload));
    }

    [Fact]
    public async Task Callback_WithoutASignature_Is401()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address()) { Content = new StringContent(Aborted) };
        using var answer = await _client.SendAsync(request, Stop);

        await IsProblemAsync(answer, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Callback_WithASecretOfNobody_Is401() => await IsRefusedAsync(HttpStatusCode.Unauthorized, PostAsync(Aborted, secret: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));

    [Fact]
    public async Task Callback_WithAnotherStepsSecret_Is401() => await IsRefusedAsync(HttpStatusCode.Unauthorized, PostAsync(Aborted, secret: StepHostFixture.OtherSecret));

    [Fact]
    public async Task Callback_SignedForAnotherTicket_Is401() =>
        await IsRefusedAsync(HttpStatusCode.Unauthorized, SendAsync(Address(), Aborted, Secret, "ticket-2", Now));

    [Theory]
    [InlineData(-6)]
    [InlineData(6)]
    public async Task Callback_OfAnotherTime_Is401(int minutes) =>
        await IsRefusedAsync(HttpStatusCode.Unauthorized, SendAsync(Address(), Aborted, Secret, _ticket, Now.AddMinutes(minutes)));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"outcome\":\"maybe\"}")]
    public async Task Callback_WithoutAnOutcome_Is400(string body) => await IsRefusedAsync(HttpStatusCode.BadRequest, PostAsync(body));

    [Fact]
    public async Task Callback_ThatIsHuge_Is413() => await IsRefusedAsync(HttpStatusCode.RequestEntityTooLarge, PostAsync(new string(' ', 64 * 1024) + Aborted));

    [Fact]
    public async Task Callback_OfAStepThatThereIsNot_Is404() =>
        await IsRefusedAsync(HttpStatusCode.NotFound, SendAsync(Address("nobody"), Aborted, Secret, _ticket, Now));

    [Fact]
    public async Task Callback_OfAStepThatIsNotSetUp_Is401() =>
        await IsRefusedAsync(HttpStatusCode.Unauthorized, SendAsync(Address("webhook"), Aborted, Secret, _ticket, Now));

    [Fact]
    public async Task Callback_WhileNatsIsAway_Is503AndTakenAfterwards()
    {
        await fixture.Scene.Server.KillAsync();
        using (var away = await PostAsync(Aborted))
        {
            await IsProblemAsync(away, HttpStatusCode.ServiceUnavailable);
        }

        await fixture.Scene.Server.StartAsync(Stop);

        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await PostAsync(Aborted);
                return answer.StatusCode == HttpStatusCode.NoContent;
            },
            Patience, () => "The callback was not taken again.");
        Assert.Equal(StepOutcome.Abort, (await fixture.OnlyAnswerAsync(_upload)).Outcome);
    }

    private async Task IsRefusedAsync(HttpStatusCode status, Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        await IsProblemAsync(answer, status);
    }

    private async Task IsProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.All(new[] { Secret, StepHostFixture.NewSecret, StepHostFixture.OtherSecret, _ticket }, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.Empty(fixture.Answers(_upload));
    }

    private Task<HttpResponseMessage> PostAsync(string body, string secret = Secret) => SendAsync(Address(), body, secret, _ticket, Now);

    private async Task<HttpResponseMessage> SendAsync(Uri address, string body, string secret, string id, DateTimeOffset time)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var timestamp = WebhookSignature.Timestamp(time);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", WebhookSignature.Sign([WebhookSecret.Parse(secret)!], id, timestamp, bytes));
        return await _client.SendAsync(request, Stop);
    }

    private Uri Address(string step = Step) => new(fixture.Host.Address, $"/step-callbacks/{step}/{_upload}/{_ticket}");
}
