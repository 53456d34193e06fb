using NATS.Client.Core;
using ServiceTests.Processing.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Processing;

namespace ServiceTests.Processing.Remote;

/// <summary>Where a worker reads the bytes: asked for over nats, kept by nobody.</summary>
public sealed class ContentAddressTests(StepHostFixture fixture) : IClassFixture<StepHostFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private INatsConnection Worker => fixture.Scene.JetStream.Connection;

    [Fact]
    public async Task ContentAddress_OfATicketThatIsWaitedFor_IsToldAndStoredNowhere()
    {
        var upload = UploadId.New();
        var address = new Uri($"http://127.0.0.1:1/data/{SecretContent.Token}");
        fixture.Host.Answers.Addresses[(upload, "ticket-1")] = address;

        Assert.Equal(new ContentAddress { Url = address }, await AskAsync(new ContentAddressRequest { UploadId = upload, Ticket = "ticket-1" }.ToJson()));

        Assert.DoesNotContain(fixture.Host.Logs.All, log => log.Message.Contains(SecretContent.Token, StringComparison.Ordinal));
        Assert.Empty(await fixture.StoredAsync(upload));
    }

    [Fact]
    public async Task ContentAddress_OfAnotherTicketOrAMalformedRequest_IsAnError()
    {
        var upload = UploadId.New();
        fixture.Host.Answers.Addresses[(upload, "ticket-1")] = new Uri("http://127.0.0.1:1/");

        Assert.Equal(new ContentAddress { Error = "Nobody waits for this ticket." }, await AskAsync(new ContentAddressRequest { UploadId = upload, Ticket = "ticket-2" }.ToJson()));
        Assert.Equal(new ContentAddress { Error = "The request is malformed." }, await AskAsync("ticket-1"));
        Assert.Equal(new ContentAddress { Error = "The request is malformed." }, await AskAsync(""));
    }

    [Fact]
    public async Task ContentAddress_WhenOneCannotBeFound_TheNextIsAnswered()
    {
        var upload = UploadId.New();
        fixture.Host.Answers.Addresses[(upload, "ticket-1")] = new Uri("http://127.0.0.1:1/");
        await AskAsync(new ContentAddressRequest { UploadId = upload, Ticket = "ticket-1" }.ToJson());

        await Worker.PublishAsync(
            ContentAddressRequest.Subject, new ContentAddressRequest { UploadId = upload, Ticket = "throws" }.ToJson(), serializer: NatsUtf8PrimitivesSerializer<string>.Default,
            cancellationToken: Stop);

        Assert.NotNull((await AskAsync(new ContentAddressRequest { UploadId = upload, Ticket = "ticket-1" }.ToJson())).Url);
    }

    /// <summary>As a worker does; until somebody listens.</summary>
    private async Task<ContentAddress> AskAsync(string payload)
    {
        ContentAddress? answer = null;
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    var reply = await Worker.RequestAsync<string, byte[]>(
                        ContentAddressRequest.Subject, payload, requestSerializer: NatsUtf8PrimitivesSerializer<string>.Default,
                        replySerializer: NatsRawSerializer<byte[]>.Default, cancellationToken: Stop);
                    answer = ContentAddress.FromJson(reply.Data);
                    return true;
                }
                catch (NatsNoRespondersException)
                {
                    return false;
                }
            },
            Patience, () => "Nobody answers.");
        return answer!;
    }
}
