using Microsoft.AspNetCore.Http;
using ServiceTests.Processing.Support;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Processing.Steps;
using UploadProcessing.TestSupport;

namespace ServiceTests.Processing.Remote;

/// <summary>samples/step-over-nats as it is shipped, a process of its own.</summary>
public sealed class SampleWorkerTests(StepHostFixture fixture) : IClassFixture<StepHostFixture>
{
    private const string Step = "text-only";

    // artifacts/bin/{project}/{configuration}, as these tests are.
    private static string Program { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "step-over-nats", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "step-over-nats"));

    [Theory]
    [InlineData("only letters", StepOutcome.Continue)]
    [InlineData("\0\u0001\u0002", StepOutcome.Delete)]
    public async Task Worker_ReadsTheBytesAndDecides(string bytes, StepOutcome outcome)
    {
        await using var content = await WebhookReceiver.StartAsync(context => context.Response.WriteAsync(bytes, context.RequestAborted));
        var attempt = Attempt.Of(Step);
        fixture.Host.Answers.Addresses[(attempt.Upload.UploadId, attempt.Ticket)] = new Uri(content.Url);
        Assert.Equal(StepResult.Pending, await fixture.Host.RunAsync("remote", attempt));
        using var worker = BoundProgram.Start(Program, [fixture.Scene.Server.Url]);
        try
        {
            var answer = await fixture.OnlyAnswerAsync(attempt.Upload.UploadId);

            Assert.Equal((attempt.Ticket, outcome), (answer.Ticket, answer.Outcome));
            Assert.Single(content.Requests);
        }
        finally
        {
            worker.Kill();
            await worker.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }
}
