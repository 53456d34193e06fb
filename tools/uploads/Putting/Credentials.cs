using System.Net.Http.Headers;
using System.Text;
using Spectre.Console;

namespace UploadProcessing.CommandLine.Putting;

/// <summary>Who uploads, as the server that is named wants to know it. The upload's own address needs none.</summary>
internal static class Credentials
{
    public const string UserVariable = "UPLOADS_USER";
    public const string PasswordVariable = "UPLOADS_PASSWORD";
    public const string TokenVariable = "UPLOADS_TOKEN";

    /// <returns>Null when nothing says who: the server may not ask.</returns>
    public static async Task<AuthenticationHeaderValue?> FindAsync(Screen screen, string? user, CancellationToken cancellationToken)
    {
        if (user is null && Variable(TokenVariable) is { } token)
        {
            return new AuthenticationHeaderValue("Bearer", token);
        }

        if ((user ?? Variable(UserVariable)) is not { } name)
        {
            return null;
        }

        // As curl takes it.
        var (who, password) = name.Split(':', 2) is [var first, var second] ? (first, second) : (name, Variable(PasswordVariable));
        if (password is null && !screen.CanAsk)
        {
            throw new CommandException($"There is no password for {who}: {PasswordVariable} says it where nobody can be asked.", ExitCodes.NotAsked);
        }

        password ??= await new TextPrompt<string>($"Password of {Markup.Escape(who)}:").Secret().ShowAsync(screen.Error, cancellationToken);
        return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{who}:{password}")));
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
