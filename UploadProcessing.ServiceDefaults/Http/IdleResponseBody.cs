using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>A response's body whose connection is ended when its client takes nothing of it for too long.</summary>
/// <remarks>A write of ours waits for much to go, and a slow client may take minutes for that: what counts is whether the client has
/// acknowledged a byte since the last look. So the end comes after one time-out at least and two at most.</remarks>
internal sealed class IdleResponseBody : PipeWriter, IHttpResponseBodyFeature, IDisposable
{
    private readonly IHttpResponseBodyFeature _body;
    private readonly HttpContext _context;
    private readonly IdleTimer _timer;
    private long? _acknowledged;
    private Stream? _stream;

    public IdleResponseBody(HttpContext context, IHttpResponseBodyFeature body, TimeSpan timeout, TimeProvider time)
    {
        _body = body;
        _context = context;
        _timer = new IdleTimer(timeout, time, Look);
    }

    public Stream Stream => _stream ??= AsStream(leaveOpen: true);

    public PipeWriter Writer => this;

    public override bool CanGetUnflushedBytes => _body.Writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => _body.Writer.UnflushedBytes;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        Watched(_body.Writer.FlushAsync(cancellationToken));

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        Watched(_body.Writer.WriteAsync(source, cancellationToken));

    public override void Advance(int bytes) => _body.Writer.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _body.Writer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _body.Writer.GetSpan(sizeHint);

    public override void CancelPendingFlush() => _body.Writer.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _body.Writer.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _body.Writer.CompleteAsync(exception);

    public void DisableBuffering() => _body.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => _body.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    public Task CompleteAsync() => _body.CompleteAsync();

    public void Dispose() => _timer.Dispose();

    private ValueTask<FlushResult> Watched(ValueTask<FlushResult> flush)
    {
        if (flush.IsCompleted)
        {
            return flush;
        }

        _acknowledged = Acknowledged();
        return _timer.WatchAsync(flush);
    }

    private void Look()
    {
        var now = Acknowledged();
        if (now is null || now == _acknowledged)
        {
            _context.Abort();
        }

        _acknowledged = now;
    }

    private long? Acknowledged() =>
        _context.Features.Get<IConnectionSocketFeature>() is { } connection ? SentBytes.AcknowledgedOn(connection.Socket) : null;
}
