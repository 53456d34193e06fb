using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Messaging;

/// <summary>The stream <c>UPLOADS</c>, as the options describe it.</summary>
public sealed class StreamSetup(INatsJSContext jetStream, IOptions<MessagingOptions> options, ILogger<StreamSetup> logger) : IDisposable
{
    private const int NotFound = 404;
    private const int NameInUse = 10058;
    private const int SubjectsOverlap = 10065;

    // Since then sync_interval can be set, to `always` as well.
    private static readonly Version Syncing = new(2, 10);

    private readonly SemaphoreSlim _turn = new(1);

    private int _warned;

    /// <summary>What the server is asked for.</summary>
    public StreamConfig Configuration => Configure(new StreamConfig());

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Creates the stream, or changes the one there is; does nothing when it is as it should be. Several processes may do so at once.</summary>
    /// <returns>In what the server's stream differs from what was asked for; empty when it does not.</returns>
    /// <exception cref="NatsJSApiException">The server refuses, for instance to move a stream from memory to files.</exception>
    public async ValueTask<IReadOnlyList<string>> EnsureAsync(CancellationToken cancellationToken)
    {
        var found = await FindAsync(cancellationToken) ?? await CreateAsync(cancellationToken);
        if (found.IsDamaged())
        {
            found = await MakeAgainAsync(cancellationToken);
        }

        WarnOnce();
        if (Differences(found).Count == 0)
        {
            return [];
        }

        // What else an operator has set on it stays.
        var changed = await jetStream.UpdateStreamAsync(Configure(found.Config with { }), cancellationToken);
        return Differences(changed.Info);
    }

    /// <summary>One after the other, and each looks first: the second would take away what has come into the new one.</summary>
    private async ValueTask<StreamInfo> MakeAgainAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await FindAsync(cancellationToken) is { } found)
            {
                if (!found.IsDamaged())
                {
                    return found;
                }

                logger.StreamDamaged(UploadSubjects.Stream);
                await jetStream.DeleteStreamAsync(UploadSubjects.Stream, cancellationToken);
            }

            return await CreateAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What such a server has acknowledged may be lost with its machine's power; sessions ask for it again, later.</summary>
    private void WarnOnce()
    {
        if (jetStream.Connection.ServerInfo?.Version is { } text && Version.TryParse(text.Split('-')[0], out var version) && version < Syncing
            && Interlocked.Exchange(ref _warned, 1) == 0)
        {
            logger.ServerCannotSync(text);
        }
    }

    private async ValueTask<StreamInfo?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await jetStream.GetStreamAsync(UploadSubjects.Stream, cancellationToken: cancellationToken)).Info;
        }
        catch (NatsJSApiException exception) when (exception.Error.Code == NotFound)
        {
            return null;
        }
    }

    private async ValueTask<StreamInfo> CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await jetStream.CreateStreamAsync(Configuration, cancellationToken)).Info;
        }
        catch (NatsJSApiException exception) when (exception.Error.ErrCode is NameInUse or SubjectsOverlap)
        {
            // Another process was first by a moment: the server looks at names, then makes the stream, then looks at subjects.
            var found = await FindAsync(cancellationToken);
            if (found is null)
            {
                // A stream of another name has our subjects.
                throw;
            }

            return found;
        }
    }

    private IReadOnlyList<string> Differences(StreamInfo stream)
    {
        var differences = ConfigurationDifferences.Between(Configuration, stream.Config);

        // Without a cluster nats-server 2.9.10 repeats any number that it is asked for, and keeps one copy.
        var copies = 1 + (stream.Cluster?.Replicas?.Count ?? 0);
        return options.Value.Replicas <= copies
            ? differences
            : [.. differences, $"replicas: asked for {options.Value.Replicas}, got {copies}"];
    }

    private StreamConfig Configure(StreamConfig stream)
    {
        stream.Name = UploadSubjects.Stream;
        stream.Subjects = [UploadSubjects.All];
        stream.Storage = StreamConfigStorage.File;
        stream.Retention = StreamConfigRetention.Limits;
        // Rather than refuse new ones: the outbox would only grow in the stream's place.
        stream.Discard = StreamConfigDiscard.Old;
        stream.MaxAge = options.Value.MaximumAge;
        stream.MaxBytes = options.Value.MaximumBytes;
        stream.NumReplicas = options.Value.Replicas;
        stream.DuplicateWindow = options.Value.DuplicateWindow;
        return stream;
    }
}
