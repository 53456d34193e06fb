using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace UploadProcessing.Relay;

/// <summary>How the pumping of a body ended.</summary>
internal enum PumpResult
{
    /// <summary>All of it has been sent, its end included.</summary>
    Complete,

    /// <summary>It was stopped: the answer came, or nobody wants it any more.</summary>
    Stopped,

    /// <summary>The client did not send it to its end, or not as HTTP.</summary>
    ClientFailed,

    /// <summary>The target takes no more.</summary>
    TargetFailed,
}

/// <summary>Moves the client's body to the target, in the client's framing, and writes its end only when the client did.</summary>
internal sealed class RequestBodyPump(HttpContext context, RelayRequest request, RequestFraming framing, BodySender sender)
{
    private bool _chunkOpen;

    /// <summary>Why the client's part of the body failed, once it has.</summary>
    public RelayOutcome ClientFailure { get; private set; } = RelayOutcome.ClientGone;

    public async Task<PumpResult> RunAsync(CancellationToken stop)
    {
        var body = context.Request.BodyReader;

        // Not the token of ReadAsync: a read that is cancelled that way leaves Kestrel unable to drain the rest of the body, and a
        // connection that is closed over unread bytes takes the answer with it.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, request.Withdrawn);
        using var stopping = either.Token.Register(static reader => ((PipeReader)reader!).CancelPendingRead(), body);
        while (true)
        {
            ReadResult read;
            try
            {
                read = await body.ReadAsync(CancellationToken.None);
            }
            catch (Exception exception) when (exception is BadHttpRequestException or IOException or OperationCanceledException)
            {
                ClientFailure = Reason(exception);
                return PumpResult.ClientFailed;
            }

            if (request.Withdrawn.IsCancellationRequested)
            {
                // What is here already is passed on; what is not, is not waited for.
                await SendAsync(read, stop);
                body.AdvanceTo(read.Buffer.End);
                return Stopped();
            }

            if (read.IsCanceled || stop.IsCancellationRequested)
            {
                body.AdvanceTo(read.Buffer.Start);
                return PumpResult.Stopped;
            }

            var failure = await SendAsync(read, either.Token);
            body.AdvanceTo(read.Buffer.End);
            if (failure is not null || read.IsCompleted)
            {
                return failure ?? PumpResult.Complete;
            }
        }
    }

    // The server has chosen a status already; of its statuses these two tell the client something that 400 does not.
    private static RelayOutcome Reason(Exception exception) => (exception as BadHttpRequestException)?.StatusCode switch
    {
        StatusCodes.Status408RequestTimeout => RelayOutcome.ClientTooSlow,
        StatusCodes.Status413PayloadTooLarge => RelayOutcome.BodyTooLarge,
        _ => RelayOutcome.ClientGone,
    };

    private async ValueTask<PumpResult?> SendAsync(ReadResult read, CancellationToken stop)
    {
        try
        {
            if (!read.Buffer.IsEmpty)
            {
                await sender.SendAsync(framing.IsChunked ? ChunkStart(read.Buffer.Length) : default, read.Buffer, stop);
            }

            if (read.IsCompleted && framing.IsChunked)
            {
                if (!TryWriteEnd(out var end))
                {
                    return PumpResult.ClientFailed;
                }

                await sender.SendAsync(end, stop);
            }

            return null;
        }
        catch (SocketException)
        {
            return PumpResult.TargetFailed;
        }
        catch (OperationCanceledException)
        {
            return Stopped();
        }
    }

    private PumpResult Stopped()
    {
        if (!request.Withdrawn.IsCancellationRequested)
        {
            return PumpResult.Stopped;
        }

        ClientFailure = RelayOutcome.Withdrawn;
        return PumpResult.ClientFailed;
    }

    // The line break that ends a chunk travels with the next one: one small write less.
    private ReadOnlyMemory<byte> ChunkStart(long size)
    {
        var start = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(_chunkOpen ? "\r\n" : "")}{size:x}\r\n"));
        _chunkOpen = true;
        return start;
    }

    private bool TryWriteEnd(out ReadOnlyMemory<byte> end)
    {
        var output = new ArrayBufferWriter<byte>(64);
        output.Write(_chunkOpen ? "\r\n0\r\n"u8 : "0\r\n"u8);
        var trailers = context.Features.Get<IHttpRequestTrailersFeature>() is { Available: true } feature ? feature.Trailers : null;
        foreach (var (name, values) in trailers ?? new HeaderDictionary())
        {
            if (IsForbidden(name))
            {
                continue;
            }

            foreach (var value in values)
            {
                if (!Fields.TryWrite(output, name, value ?? ""))
                {
                    end = default;
                    return false;
                }
            }
        }

        output.Write("\r\n"u8);
        end = output.WrittenMemory;
        return true;
    }

    // RFC 9110, 6.5.1: no framing, routing or authentication in trailers. A target that merges them must not find by this way
    // what was withheld from its header section.
    private bool IsForbidden(string name) =>
        name.Equals("Host", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Trailer", StringComparison.OrdinalIgnoreCase)
        || HopByHopHeaders.Contains(context.Request.Headers, name)
        || request.Replaces(name);
}
