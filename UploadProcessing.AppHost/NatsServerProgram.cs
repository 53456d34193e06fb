namespace UploadProcessing.AppHost;

/// <summary>Where this machine has its nats-server.</summary>
internal static class NatsServerProgram
{
    public const string PathKey = "Uploads:NatsServerPath";

    // Debian's nats-server is in a folder that is not on an ordinary user's PATH.
    private static readonly string[] AlsoSearched = OperatingSystem.IsWindows() ? [] : ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];

    /// <exception cref="DistributedApplicationException">There is none; the message says how to get one.</exception>
    public static string Find(string? configured)
    {
        if (string.IsNullOrEmpty(configured))
        {
            return ProgramPath.Find("nats-server", AlsoSearched) ?? throw new DistributedApplicationException(
                "nats-server was not found on the PATH" + string.Concat(AlsoSearched.Select(folder => $" or in {folder}")) + ". " + HowToGetIt);
        }

        return File.Exists(configured)
            ? configured
            : throw new DistributedApplicationException($"{PathKey} is '{configured}', which does not exist. {HowToGetIt}");
    }

    private static string HowToGetIt =>
        $"""
         It is needed wherever no container runtime answers. To get it:
           Debian, Ubuntu   apt-get install nats-server
           macOS            brew install nats-server
           elsewhere        https://github.com/nats-io/nats-server/releases
         A program in another place is named by {PathKey}, in the environment Uploads__NatsServerPath=/path/to/nats-server.
         """;
}
