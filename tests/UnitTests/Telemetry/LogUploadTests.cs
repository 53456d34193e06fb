using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts;

namespace UnitTests.Telemetry;

/// <summary>Log records say which upload they are about, wherever in its spans they are written.</summary>
[Collection(OneHostAtATime.Name)]
public sealed class LogUploadTests
{
    private const string Upload = "0197a0c3-7b60-7b3a-9d5e-0123456789ab";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/of-an-upload", Upload)]
    [InlineData("/inside", Upload)]
    [InlineData("/which-says-so-itself", "another")]
    [InlineData("/of-none", null)]
    public async Task Log_InTheSpanOfAnUpload_NamesIt(string path, string? upload)
    {
        await using var host = await TracedHost.StartAsync(map: app =>
        {
            app.MapGet("/of-an-upload", (ILogger<LogUploadTests> logger) => Log(logger, Upload, "told"));
            app.MapGet("/inside", (ILogger<LogUploadTests> logger) =>
            {
                Activity.Current!.SetTag(UploadTags.UploadId, Upload);
                using var inside = new Activity("inside").Start();
                return Log(logger, null, "told");
            });
            app.MapGet("/which-says-so-itself", (ILogger<LogUploadTests> logger) => Log(logger, Upload, "told", "another"));
            app.MapGet("/of-none", (ILogger<LogUploadTests> logger) => Log(logger, null, "told"));
        });
        using var answer = await host.Http.GetAsync(host.Address(path), Stop);
        answer.EnsureSuccessStatusCode();

        await host.Collector.WaitUntilAsync(() => host.Collector.Logs.Any(IsOurs), Deadline, Stop);
        Assert.Equal(upload, host.Collector.Logs.Single(IsOurs).Attributes.GetValueOrDefault(UploadTags.UploadId));
    }

    private static bool IsOurs(UploadProcessing.TestSupport.Telemetry.ReceivedLog log) => log.Category.EndsWith(nameof(LogUploadTests), StringComparison.Ordinal);

    private static IResult Log(ILogger logger, string? upload, string text, string? named = null)
    {
        if (upload is not null)
        {
            Activity.Current!.SetTag(UploadTags.UploadId, upload);
        }

        logger.Log(
            LogLevel.Information, default, named is null ? [] : new KeyValuePair<string, object?>[] { new(UploadTags.UploadId, named) }, exception: null, (_, _) => text);
        return Results.Ok();
    }
}
