using System.CommandLine;
using UploadProcessing.CommandLine.Watching;
using UploadProcessing.Contracts.Progress;

namespace UploadProcessing.CommandLine.Operators;

/// <summary><c>uploads watch</c>: one upload live, from its bytes to its end.</summary>
internal static class WatchCommand
{
    public static Command Make(Screen screen)
    {
        var upload = Shared.Upload();
        var json = new Option<bool>("--json") { Description = "One line of JSON for each message (docs/progress.schema.json)." };
        var command = new Command("watch", "Watches one upload until it ends: its bytes, then each step, then the outcome.") { upload, json };
        var admin = AdminOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = admin.Open(parsed);
            var messages = client.Watch(parsed.GetRequiredValue(upload)).ReadAsync(cancellationToken);
            UploadProgress? last = null;
            if (parsed.GetValue(json))
            {
                await foreach (var message in messages)
                {
                    screen.Json(last = message, ProgressJson.Default.UploadProgress);
                }
            }
            else
            {
                await ProgressBars.ShowAsync(screen.Output, async bars =>
                {
                    var bar = bars.Add("upload");
                    await foreach (var message in messages)
                    {
                        bar.Show(last = message);
                    }
                });
                Outcome.Tell(screen, last);
            }

            return last?.State is ProgressState.Finalized ? ExitCodes.Done : ExitCodes.Refused;
        });
        return command;
    }
}
