using System.CommandLine;
using Spectre.Console;
using UploadProcessing.Contracts.Administration;

namespace UploadProcessing.CommandLine.Operators;

/// <summary><c>uploads resume</c>, <c>restart</c>, <c>replay</c>, <c>abort</c> and <c>purge</c>: what an operator does to an upload.</summary>
internal static class InterventionCommands
{
    public static IEnumerable<Command> Make(Screen screen) =>
    [
        Simple(screen, "resume", "Asks the steps of an upload in processing again, now.", "Its steps are asked again."),
        Restart(screen),
        Simple(screen, "replay", "Tells the event that an upload is at again, to all who consume it.", "Its event is told again."),
        Abort(screen),
        Purge(screen),
    ];

    private static Command Simple(Screen screen, string name, string description, string done)
    {
        var upload = Shared.Upload();
        var command = new Command(name, description) { upload };
        var admin = AdminOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = admin.Open(parsed);
            await client.PostAsync(Path(parsed.GetRequiredValue(upload), name), cancellationToken);
            screen.Remark(done);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Restart(Screen screen)
    {
        var upload = Shared.Upload();
        var step = new Option<string?>("--from-step") { Description = "From this step on, in place of the first one.", HelpName = "STEP" };
        var command = new Command("restart", "Processes again what a step has ended, if its bytes were kept.") { upload, step };
        var admin = AdminOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = admin.Open(parsed);
            var id = parsed.GetRequiredValue(upload);
            await client.PostAsync(Path(id, "restart"), new AdminRestart(parsed.GetValue(step)), AdminJson.Default.AdminRestart, cancellationToken);
            screen.Remark($"It is processed again: uploads watch {id}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Abort(Screen screen)
    {
        var (upload, yes) = (Shared.Upload(), Shared.Yes());
        var keep = new Option<bool>("--keep-bytes") { Description = "Keep the bytes of one in processing, to restart it later." };
        var command = new Command("abort", "Ends an upload that is received or processed; whoever uploads reads that an operator did.") { upload, keep, yes };
        var admin = AdminOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = admin.Open(parsed);
            var id = parsed.GetRequiredValue(upload);
            await ConfirmAsync(screen, client, id, "Abort", parsed.GetValue(yes), cancellationToken);
            await client.PostAsync(Path(id, "abort"), new AdminAbort(parsed.GetValue(keep)), AdminJson.Default.AdminAbort, cancellationToken);
            screen.Remark("It is aborted.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Purge(Screen screen)
    {
        var (upload, yes) = (Shared.Upload(), Shared.Yes());
        var command = new Command("purge", "Forgets an upload that has ended, with bytes that were kept of it; never a file.") { upload, yes };
        var admin = AdminOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = admin.Open(parsed);
            var id = parsed.GetRequiredValue(upload);
            await ConfirmAsync(screen, client, id, "Forget", parsed.GetValue(yes), cancellationToken);
            await client.PostAsync(Path(id, "purge"), cancellationToken);
            screen.Remark("It is forgotten.");
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>What cannot be taken back is asked for once more, of whoever can answer.</summary>
    private static async Task ConfirmAsync(Screen screen, AdminClient client, string id, string verb, bool sure, CancellationToken cancellationToken)
    {
        if (sure || !screen.CanAsk)
        {
            return;
        }

        var upload = await client.GetAsync($"admin/uploads/{Uri.EscapeDataString(id)}", AdminJson.Default.AdminUploadDetails, cancellationToken);
        if (!await new ConfirmationPrompt($"{verb} {Markup.Escape(upload.Name)} of {Markup.Escape(upload.UserId.Value)}, {Words.Received(upload.Offset, upload.Length)}, begun {Words.Age(DateTimeOffset.UtcNow - upload.CreatedAt)} ago?") { DefaultValue = false }
            .ShowAsync(screen.Error, cancellationToken))
        {
            throw new CommandException("Nothing was done.");
        }
    }

    private static string Path(string upload, string operation) => $"admin/uploads/{Uri.EscapeDataString(upload)}/{operation}";
}
