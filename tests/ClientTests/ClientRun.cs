namespace ClientTests;

/// <summary>What a client left when it ended.</summary>
internal sealed record ClientRun(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Fails the test, with everything the client wrote, unless it ended with this exit code.</summary>
    public ClientRun EndedWith(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Exit code {exitCode} was expected.{Environment.NewLine}{this}");
        return this;
    }

    public override string ToString() =>
        $"$ {Command}{Environment.NewLine}exit code {ExitCode}{Environment.NewLine}--- stdout{Environment.NewLine}{Output}{Environment.NewLine}--- stderr{Environment.NewLine}{Error}";
}
