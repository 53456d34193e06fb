using System.Collections.Concurrent;
using System.CommandLine;
using Spectre.Console;
using UploadProcessing.CommandLine.Watching;

namespace UploadProcessing.CommandLine.Putting;

/// <summary><c>uploads put FILE… URL</c>: a resumable TUS uploader.</summary>
internal static class PutCommand
{
    private const string Description =
        "Uploads files and waits until they are there. Goes on after any interruption: the same command again begins where the last one ended.";

    private const string Words =
        "What to upload, and where to: a folder, the address that a single file shall have or, of a server that is no WebDAV server, its TUS endpoint.";

    public static Command Make(Screen screen)
    {
        var arguments = new Argument<string[]>("FILE... URL") { Description = Words, Arity = new ArgumentArity(2, 100_000) };
        var user = new Option<string?>("--user", "-u")
        {
            Description = $"Who uploads, NAME or NAME:PASSWORD ({Credentials.UserVariable}, {Credentials.PasswordVariable}; {Credentials.TokenVariable} for a bearer token). A password that is not given is asked for.",
            HelpName = "NAME",
        };
        var parallel = new Option<int>("--parallel") { Description = "So many files at a time.", HelpName = "N", DefaultValueFactory = _ => 3 };
        parallel.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > 100)
            {
                result.AddError("--parallel is 1 to 100.");
            }
        });
        var noWait = new Option<bool>("--no-wait") { Description = "Do not wait for the steps that the server takes after the last byte." };
        var json = new Option<bool>("--json") { Description = "One line of JSON for each file, in place of bars." };
        var command = new Command("put", Description) { arguments, user, parallel, noWait, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var words = parsed.GetRequiredValue(arguments);
            var files = words[..^1].Select(FileNamed).ToList();
            var url = UrlNamed(words[^1]);
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) }) { Timeout = Timeout.InfiniteTimeSpan };
            var credentials = await Credentials.FindAsync(screen, parsed.GetValue(user), cancellationToken);
            var targets = new UploadTargets(http, credentials, url);
            await targets.LookAsync(files.Count > 1, cancellationToken);

            var uploader = new Uploader(new TusClient(http, credentials), http, targets, RememberedUploads.OfThisUser(), !parsed.GetValue(noWait));
            var results = await UploadAsync(screen, uploader, files, parsed.GetValue(parallel), parsed.GetValue(json), cancellationToken);
            return Tell(screen, results, parsed.GetValue(json), cancellationToken.IsCancellationRequested);
        });
        return command;
    }

    private static async Task<IReadOnlyCollection<UploadResult>> UploadAsync(
        Screen screen, Uploader uploader, List<FileInfo> files, int parallel, bool json, CancellationToken cancellationToken)
    {
        var results = new ConcurrentQueue<UploadResult>();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        try
        {
            await ProgressBars.ShowAsync(screen.Error, bars => Parallel.ForEachAsync(files, limits, async (file, stop) =>
            {
                var result = await uploader.PutAsync(file, bars.Add(file.Name), stop);
                results.Enqueue(result);
                if (json)
                {
                    screen.Json(result, PutJson.Default.UploadResult);
                }
            }));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is there already is told.
        }

        return results;
    }

    private static int Tell(Screen screen, IReadOnlyCollection<UploadResult> results, bool json, bool interrupted)
    {
        var failed = results.Where(result => result.Reason is not null).ToList();
        if (!json)
        {
            screen.Output.WriteLine(Summary(results.Count - failed.Count, results.Any(result => result.State is "processing")));
            foreach (var result in failed)
            {
                screen.Fail($"{result.File}: {result.Reason}");
            }
        }

        if (interrupted)
        {
            screen.Remark("Interrupted. The same command goes on.");
            return ExitCodes.Interrupted;
        }

        return failed.Count > 0 ? ExitCodes.Refused : ExitCodes.Done;
    }

    private static string Summary(int done, bool processed) =>
        $"{(done == 1 ? "1 file is" : $"{done} files are")} {(processed ? "uploaded; the server's steps go on" : "there")}.";

    private static FileInfo FileNamed(string name) =>
        File.Exists(name) ? new FileInfo(name)
        : throw new CommandException(Directory.Exists(name) ? $"{name} is a folder; name the files in it." : $"There is no file {name}.", ExitCodes.NotAsked);

    private static Uri UrlNamed(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw new CommandException($"'{text}' is no URL to upload to. The last word is: http://localhost:9200/dav/spaces/… for instance.", ExitCodes.NotAsked);
}
