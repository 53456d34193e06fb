using System.IO.Pipelines;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Uploads;

namespace Simulation;

/// <summary>Makes one request, as ocdav and its client do together, and writes down what it was told.</summary>
internal sealed class SimulatedClient(World world, Request request)
{
    private readonly SimulatedProcess _process = new("client");

    public async Task RunAsync()
    {
        await world.Turns.WaitAsync(_process);
        await (request.Length < 0 ? RemoveAsync() : UploadAsync());
    }

    private async Task RemoveAsync()
    {
        var entry = world.Journal.Begin(request.Name, content: null, world.Turns.Given);
        var server = world.AnyServer();
        var result = await AnswerAsync(server, server.RemoveAsync(Reference, World.Editor).AsTask());
        End(entry, result is null ? null : result.Node is not null);
    }

    private async Task UploadAsync()
    {
        var content = world.Bytes(request.Length);
        var entry = world.Journal.Begin(request.Name, content, world.Turns.Given);
        var checksum = new Checksum("sha256", Convert.ToHexStringLower(SHA256.HashData(request.WrongChecksum ? [.. content, 1] : content)));
        var upload = new UploadRequest(Reference, request.Announces ? content.Length : null, null, checksum,
            new UploadPreconditions(IfNotExist: request.OnlyNew), null);

        var first = world.AnyServer();
        if (await AnswerAsync(first, first.BeginAsync(upload, World.Editor).AsTask()) is not { } begun)
        {
            return;
        }

        entry.Upload = begun.Session?.Id;
        if (begun.Session is null)
        {
            End(entry, done: false);
            return;
        }

        for (var tries = 0; tries <= request.Retries && entry.Answer is Answer.None; tries++)
        {
            await world.Turns.WaitAsync(_process);
            var result = await PutAsync(begun.Session, content, leavesAfter: tries == 0 ? request.LeavesAfter : -1);
            End(entry, result?.Refusal switch
            {
                null when result is not null => true,
                // What was not answered before has been done after all.
                Refusal.Ended => true,
                null or Refusal.Busy => null,
                _ => false,
            });
        }
    }

    private async Task<CommitResult?> PutAsync(UploadSession session, byte[] content, int leavesAfter)
    {
        var server = world.AnyServer();
        var body = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
        var sending = SendAsync(content, body.Writer, server.Process, leavesAfter);
        var answering = server.ReceiveAsync(session, body.Reader).AsTask();
        await sending;
        return leavesAfter >= 0 ? null : await AnswerAsync(server, answering);
    }

    private async Task SendAsync(byte[] content, PipeWriter body, SimulatedProcess server, int leavesAfter)
    {
        var pieces = content.Chunk(request.Block).ToArray();
        for (var sent = 0; sent < pieces.Length; sent++)
        {
            if (sent == leavesAfter)
            {
                await body.CompleteAsync(new ConnectionResetException("The client left."));
                return;
            }

            await world.Turns.WaitAsync(_process);
            if (!server.IsAlive)
            {
                return;
            }

            await body.WriteAsync(pieces[sent]);
        }

        await world.Turns.WaitAsync(_process);
        if (server.IsAlive)
        {
            await body.CompleteAsync();
        }
    }

    /// <summary>What the server answers; null when it is killed before.</summary>
    private static async Task<T?> AnswerAsync<T>(SimulatedServer server, Task<T> answering)
        where T : class
    {
        if (await Task.WhenAny(answering, server.Process.Killed.Task) != answering)
        {
            return null;
        }

        try
        {
            return await answering;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            // A 500: the client cannot tell what became of it.
            return null;
        }
    }

    private void End(Entry entry, bool? done)
    {
        entry.Answer = done switch { true => Answer.Done, false => Answer.Refused, null => Answer.None };
        entry.Ended = done is null ? int.MaxValue : world.Turns.Given;
    }

    private NodeReference Reference => new(world.Space, null, request.Name.Split('/'));
}
