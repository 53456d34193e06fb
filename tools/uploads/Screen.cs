using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace UploadProcessing.CommandLine;

/// <summary>Where commands write: what was asked for on standard output, all else on standard error, so that a pipe gets the answer only.</summary>
internal sealed class Screen
{
    // Of a pipe nobody knows the width, and a table for 80 columns would break every id.
    private const int PipeWidth = 240;

    private readonly TextWriter _output = System.Console.Out;

    public Screen()
    {
        Output = Console(_output, System.Console.IsOutputRedirected);
        Error = Console(System.Console.Error, System.Console.IsErrorRedirected);
    }

    public IAnsiConsole Output { get; }

    public IAnsiConsole Error { get; }

    /// <summary>Whether somebody can be asked.</summary>
    public bool CanAsk => !System.Console.IsInputRedirected && Error.Profile.Capabilities.Interactive;

    /// <summary>One line of JSON.</summary>
    public void Json<T>(T value, JsonTypeInfo<T> type) => _output.WriteLine(JsonSerializer.Serialize(value, type));

    public void Fail(string message) => Error.MarkupLineInterpolated($"[red]{message}[/]");

    public void Remark(string message) => Error.MarkupLineInterpolated($"[grey]{message}[/]");

    private static IAnsiConsole Console(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (redirected)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }
}
