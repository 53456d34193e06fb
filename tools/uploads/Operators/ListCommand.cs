using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Administration;

namespace UploadProcessing.CommandLine.Operators;

/// <summary><c>uploads list</c>: uploads by state, age, space and user, with their reasons.</summary>
internal static class ListCommand
{
    private const int PageSize = 1000;

    public static Command Make(Screen screen)
    {
        var state = new Option<string?>("--state") { Description = "Only those." };
        state.AcceptOnlyFromAmong("receiving", "processing", "finalized", "aborted");
        var space = new Option<string?>("--space") { Description = "Only this space's, by its id.", HelpName = "ID" };
        var user = new Option<string?>("--user") { Description = "Only this user's, by their id.", HelpName = "ID" };
        var olderThan = new Option<string?>("--older-than") { Description = "Only those begun so long ago: 90s, 10m, 2h, 3d.", HelpName = "AGE" };
        olderThan.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Words.Duration(text) is null)
            {
                result.AddError($"--older-than {text}: an age is written as 90s, 10m, 2h or 3d.");
            }
        });
        var limit = new Option<int>("--limit") { Description = "At most so many, the newest first.", HelpName = "N", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--limit is at least 1.");
            }
        });
        var json = Shared.Json();
        var command = new Command("list", "Lists uploads, the newest first, with what they wait for or why they ended.") { state, space, user, olderThan, limit, json };
        var admin = AdminOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = admin.Open(parsed);
            var filter = Query(("state", parsed.GetValue(state)), ("space", parsed.GetValue(space)), ("user", parsed.GetValue(user)),
                ("olderThan", parsed.GetValue(olderThan) is { } age ? ((long)Words.Duration(age)!.Value.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null));
            var list = await ReadAsync(client, filter, parsed.GetValue(limit), cancellationToken);
            if (parsed.GetValue(json))
            {
                screen.Json(list, AdminJson.Default.AdminUploadList);
            }
            else
            {
                Show(screen, list);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<AdminUploadList> ReadAsync(AdminClient client, string filter, int limit, CancellationToken cancellationToken)
    {
        var uploads = new List<AdminUpload>();
        UploadId? next = null;
        do
        {
            var page = Query(("limit", Math.Min(PageSize, limit - uploads.Count).ToString(CultureInfo.InvariantCulture)), ("cursor", next?.ToString()));
            var list = await client.GetAsync($"admin/uploads?{page}&{filter}", AdminJson.Default.AdminUploadList, cancellationToken);
            uploads.AddRange(list.Uploads);
            next = list.Next;
        }
        while (next is not null && uploads.Count < limit);
        return new AdminUploadList(uploads, next);
    }

    private static string Query(params (string Key, string? Value)[] pairs) =>
        string.Join('&', pairs.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}"));

    private static void Show(Screen screen, AdminUploadList list)
    {
        if (list.Uploads.Count == 0)
        {
            screen.Remark("There are none.");
            return;
        }

        var table = Shared.Table("Upload", "State", "Name", "Size", "User", "Age", "Step", "Reason");
        foreach (var upload in list.Uploads)
        {
            table.AddRow(
                Shared.Cell(upload.Id.ToString()), Words.State(upload.State), Shared.Cell(upload.Name), Shared.Cell(Words.Received(upload.Offset, upload.Length)),
                Shared.Cell(upload.UserId.Value), Shared.Cell(Words.Age(DateTimeOffset.UtcNow - upload.CreatedAt)), Shared.Cell(Words.Step(upload)),
                Shared.Cell(upload.Reason));
        }

        screen.Output.Write(table);
        if (list.Next is not null)
        {
            screen.Remark("There are more: --limit says how many are shown, and --state, --space, --user and --older-than which.");
        }
    }
}
