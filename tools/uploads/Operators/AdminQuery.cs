using System.CommandLine;
using System.Text.Json.Serialization.Metadata;

namespace UploadProcessing.CommandLine.Operators;

/// <summary>A command that asks the Admin API for something and shows it, or gives it as JSON.</summary>
internal static class AdminQuery
{
    /// <param name="screen">Where it is shown.</param>
    /// <param name="name">The command.</param>
    /// <param name="description">What it does.</param>
    /// <param name="ask">Asks.</param>
    /// <param name="type">How the answer is JSON.</param>
    /// <param name="show">Shows it to people.</param>
    /// <param name="isGood">Whether the answer is good news; bad news ends with an exit code.</param>
    public static Command Make<T>(
        Screen screen, string name, string description, Func<AdminClient, CancellationToken, Task<T>> ask, JsonTypeInfo<T> type, Action<T> show, Func<T, bool>? isGood = null)
    {
        var json = Shared.Json();
        var command = new Command(name, description) { json };
        var admin = AdminOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = admin.Open(parsed);
            var answer = await ask(client, cancellationToken);
            if (parsed.GetValue(json))
            {
                screen.Json(answer, type);
            }
            else
            {
                show(answer);
            }

            return isGood?.Invoke(answer) is false ? ExitCodes.Refused : ExitCodes.Done;
        });
        return command;
    }
}
