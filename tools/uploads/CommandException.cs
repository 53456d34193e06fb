namespace UploadProcessing.CommandLine;

/// <summary>A command cannot go on, for a reason that its user can do something about; told in a line, without a stack trace.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCodes.Refused) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
