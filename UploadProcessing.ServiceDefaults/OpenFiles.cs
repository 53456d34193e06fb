using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace UploadProcessing.ServiceDefaults;

/// <summary>Says at start how many files and connections this process may have open: each watcher of an upload is one, and two at the gateway.</summary>
internal sealed class OpenFiles(ILogger<OpenFiles> logger) : IHostedService
{
    // 4,000 watchers of a gateway or 10,000 of a dataprovider, and what transfers need beside them.
    private const long Enough = 16_384;

    private const string Limits = "/proc/self/limits";
    private const string Name = "Max open files";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Read() is { } limit)
        {
            if (limit < Enough)
            {
                logger.FewOpenFiles(limit, Enough);
            }
            else
            {
                logger.OpenFiles(limit);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The limit that is in force (the runtime raises it to the hard one); null where the system has no such file, or no limit.</summary>
    internal static long? Read() => File.Exists(Limits) ? Parse(File.ReadLines(Limits)) : null;

    internal static long? Parse(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal))?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, ..]
        && long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : null;
}
