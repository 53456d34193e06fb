using UploadProcessing.CommandLine.Watching;
using UploadProcessing.Contracts.Progress;

namespace UploadProcessing.CommandLine.Putting;

/// <summary>Uploads one file and waits for what becomes of it; goes on after any interruption, of this process as well.</summary>
internal sealed class FileUpload(TusClient tus, HttpClient http, RememberedUploads remembered, FileInfo file, UploadTarget target, ProgressLine line)
{
    // Without a new byte.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    private readonly string _key = RememberedUploads.KeyOf(file, target);
    private readonly long _length = file.Length;

    public async Task<UploadResult> RunAsync(bool wait, CancellationToken cancellationToken)
    {
        line.Sent(0, _length);
        var (upload, offset) = await BeginAsync(cancellationToken);
        upload = await SendAsync(upload, offset, cancellationToken);
        if (upload.Progress is null || !wait)
        {
            remembered.Forget(_key);
            return new UploadResult(file.ToString(), upload.Progress is null ? "finalized" : "processing");
        }

        return await WatchAsync(upload.Progress, cancellationToken);
    }

    /// <summary>The upload that was begun before, if it can be gone on with, or a new one; and how much of it the server has.</summary>
    private async Task<(RememberedUpload Upload, long Offset)> BeginAsync(CancellationToken cancellationToken)
    {
        if (remembered.Find(_key) is { } upload)
        {
            if (await AskAsync(() => tus.FindOffsetAsync(upload.Upload, cancellationToken), cancellationToken) is { } offset)
            {
                return (upload, offset);
            }

            if (upload.Progress is { } progress
                && await AskAsync(() => tus.FindProgressAsync(progress, cancellationToken), cancellationToken) is { State: ProgressState.Aborted, MayRestart: true })
            {
                await tus.RestartAsync(progress, cancellationToken);
                return (upload, _length);
            }
        }

        upload = await AskAsync(() => tus.CreateAsync(target, file, cancellationToken), cancellationToken);
        remembered.Remember(_key, upload);
        return (upload, 0);
    }

    private async Task<RememberedUpload> SendAsync(RememberedUpload upload, long offset, CancellationToken cancellationToken)
    {
        var (since, failures) = (Environment.TickCount64, 0);
        while (true)
        {
            line.Sent(offset, _length);
            if (offset == _length)
            {
                return upload;
            }

            long reached;
            try
            {
                (reached, var progress) = await SendRestAsync(upload.Upload, offset, cancellationToken);
                upload = upload with { Progress = progress ?? upload.Progress };
            }
            catch (InterruptionException interruption)
            {
                await PauseAsync(interruption, since, failures++, cancellationToken);
                reached = await AskAsync(() => tus.FindOffsetAsync(upload.Upload, cancellationToken), cancellationToken)
                    ?? throw new CommandException("The server has ended this upload. The same command begins it anew.");
            }

            (since, failures) = reached > offset ? (Environment.TickCount64, 0) : (since, failures);
            offset = reached;
        }
    }

    private async Task<(long Offset, Uri? Progress)> SendRestAsync(Uri upload, long offset, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        file.Refresh();
        if (RememberedUploads.KeyOf(file, target) != _key)
        {
            throw new CommandException($"{file} was changed while it was uploaded. The same command uploads it as it is now.");
        }

        stream.Position = offset;
        return await tus.SendRestAsync(upload, stream, _length, sent => line.Sent(sent, _length), cancellationToken);
    }

    private async Task<UploadResult> WatchAsync(Uri progress, CancellationToken cancellationToken)
    {
        UploadProgress? last = null;
        await foreach (var message in new ProgressWatch(http, progress).ReadAsync(cancellationToken))
        {
            line.Show(last = message);
        }

        if (last?.MayRestart is not true)
        {
            remembered.Forget(_key);
        }

        return last switch
        {
            { State: ProgressState.Finalized } => new UploadResult(file.ToString(), "finalized", last.FileId, last.ETag),
            null => throw new CommandException("The server does not say what has become of it."),
            _ => new UploadResult(
                file.ToString(), "aborted", Reason: $"{Outcome.Reason(last)}{(last.MayRestart is true ? " The same command has it looked at again." : "")}"),
        };
    }

    /// <summary>Asks until there is an answer.</summary>
    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        var since = Environment.TickCount64;
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await ask();
            }
            catch (InterruptionException interruption)
            {
                await PauseAsync(interruption, since, failures, cancellationToken);
            }
        }
    }

    private async Task PauseAsync(InterruptionException interruption, long since, int failures, CancellationToken cancellationToken)
    {
        if (TimeSpan.FromMilliseconds(Environment.TickCount64 - since) > Patience)
        {
            throw new CommandException($"{interruption.Message}, for {Patience.TotalMinutes:0} minutes. The same command goes on where this one ends.");
        }

        line.Waits(interruption.Message);
        await Task.Delay(TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, TimeSpan.TicksPerSecond << Math.Min(failures, 5))), cancellationToken);
    }
}
