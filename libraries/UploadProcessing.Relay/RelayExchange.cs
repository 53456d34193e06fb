using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace UploadProcessing.Relay;

/// <summary>One request and its answer on one connection, both under way at the same time.</summary>
internal sealed class RelayExchange : IDisposable
{
    private readonly TaskCompletionSource _continued = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TargetConnection _target;
    private readonly RequestFraming _framing;
    private readonly RelayOptions _options;
    private readonly TimeProvider _time;
    private readonly TargetWatch _watch;
    private readonly CancellationTokenSource _stopPump;

    public RelayExchange(
        TargetConnection target, RequestFraming framing, RelayOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        _target = target;
        _framing = framing;
        _options = options;
        _time = time;
        _watch = new TargetWatch(options.TargetTimeout, time, cancellationToken);
        _stopPump = CancellationTokenSource.CreateLinkedTokenSource(_watch.Token);
    }

    /// <summary>Whether the request has been sent to its end, so that the connection can carry another one.</summary>
    public bool RequestComplete { get; private set; }

    /// <summary>What became of the request when the client did not send its body to the end.</summary>
    public RelayOutcome ClientFailure { get; private set; }

    /// <summary>Sends the body until its end or an answer, whichever comes first.</summary>
    /// <returns>The final answer's head; <c>null</c> when the client did not send its body to the end.</returns>
    /// <exception cref="TargetFault">There is no answer, and there will be none.</exception>
    public async Task<ResponseHead?> GetAnswerAsync(HttpContext context, RelayRequest request)
    {
        // First, because a fast client and a fast target may keep the pump from ever giving way.
        var answering = ReadFinalHeadAsync();
        var pump = new RequestBodyPump(context, request, _framing, new BodySender(_target, _watch));
        var pumped = await PumpAsync(pump, answering);
        ClientFailure = pump.ClientFailure;
        RequestComplete = pumped == PumpResult.Complete;
        if (pumped == PumpResult.ClientFailed)
        {
            await AbandonAsync(answering);
            return null;
        }

        if (pumped != PumpResult.Stopped)
        {
            // Complete: it is the target's turn. Failed: it may have said why before it closed.
            _watch.Start();
        }

        try
        {
            return await answering;
        }
        finally
        {
            _watch.Stop();
        }
    }

    /// <summary>The target hears that no more comes, and has a moment to keep what came: a client that asks for the offset next gets the
    /// one after that.</summary>
    private async Task AbandonAsync(Task answering)
    {
        _target.EndSending();
        using var timer = _time.CreateTimer(_ => _target.Close(), state: null, _options.AbandonTimeout, Timeout.InfiniteTimeSpan);
        await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _target.Close();
    }

    /// <summary>Passes the answer's body on.</summary>
    /// <exception cref="TargetFault">It ended too early or is malformed.</exception>
    public async Task CopyBodyAsync(BodyDecoder body, HttpResponse response)
    {
        // From here on a failure cuts the answer; it cannot be replaced any more.
        await response.StartAsync(_watch.Token);
        var input = _target.Input;
        var nothing = ReadOnlySequence<byte>.Empty;
        while (!body.Decode(ref nothing, response.BodyWriter))
        {
            if (!input.TryRead(out var read))
            {
                // Nothing there yet: the client gets what there is, be it only the head.
                await response.BodyWriter.FlushAsync(_watch.Token);
                read = await _watch.GuardAsync(async () => await _watch.OfAsync(input.ReadAsync(_watch.Token)));
            }

            var buffer = read.Buffer;
            var complete = body.Decode(ref buffer, response.BodyWriter);
            input.AdvanceTo(buffer.Start, complete ? buffer.Start : buffer.End);
            if (complete || (read.IsCompleted && body.EndsAtClose))
            {
                // Whatever the caller does next, and however long, the client has its answer.
                await response.BodyWriter.FlushAsync(_watch.Token);
                return;
            }

            if (read.IsCompleted)
            {
                throw new TargetFault(TargetFault.Closed);
            }

            await response.BodyWriter.FlushAsync(_watch.Token);
        }
    }

    public void Dispose()
    {
        _stopPump.Dispose();
        _watch.Dispose();
    }

    private async Task<PumpResult> PumpAsync(RequestBodyPump pump, Task answering)
    {
        try
        {
            return await PumpAsync(pump);
        }
        catch
        {
            // A bug; but nobody may be left reading from a connection that is given up.
            _target.Close();
            await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task<PumpResult> PumpAsync(RequestBodyPump pump)
    {
        if (_framing.AwaitsContinue)
        {
            // Not reading is what keeps Kestrel from telling the client to go on.
            try
            {
                await _continued.Task.WaitAsync(_options.ContinueTimeout, _time, _stopPump.Token);
            }
            catch (TimeoutException)
            {
                // The target has no opinion; the client has waited long enough.
            }
            catch (OperationCanceledException)
            {
                return PumpResult.Stopped;
            }
        }

        return _framing.IsEmpty ? PumpResult.Complete : await pump.RunAsync(_stopPump.Token);
    }

    private async Task<ResponseHead> ReadFinalHeadAsync()
    {
        try
        {
            while (true)
            {
                var head = await _watch.GuardAsync(() =>
                    ResponseHeadParser.ReadAsync(_target.Input, _options.MaxResponseHeadSize, _watch.Token));
                if (!head.IsInterim)
                {
                    return head;
                }

                if (head.Status == StatusCodes.Status100Continue)
                {
                    _continued.TrySetResult();
                }
            }
        }
        finally
        {
            // Answer or failure: nobody needs the rest of the body.
            await _stopPump.CancelAsync();
        }
    }
}
