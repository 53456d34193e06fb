using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>A request's body that fails with 408 when its client sends nothing for too long while somebody waits for it.</summary>
internal sealed class IdleRequestBody : PipeReader, IRequestBodyPipeFeature, IDisposable
{
    private readonly PipeReader _body;
    private readonly HttpResponse _response;
    private readonly IdleTimer _timer;
    private volatile bool _isOver;

    public IdleRequestBody(HttpContext context, TimeSpan timeout, TimeProvider time)
    {
        _body = context.Request.BodyReader;
        _response = context.Response;
        _timer = new IdleTimer(timeout, time, End);
    }

    public PipeReader Reader => this;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = _body.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully && !_isOver ? read : WaitAsync(read);
    }

    public override bool TryRead(out ReadResult result) => _body.TryRead(out result);

    public override void AdvanceTo(SequencePosition consumed) => _body.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _body.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => _body.CancelPendingRead();

    public override void Complete(Exception? exception = null) => _body.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _body.CompleteAsync(exception);

    public void Dispose() => _timer.Dispose();

    // Not by a token: after a read that is cancelled that way Kestrel cannot drain what is left, and a connection that is closed over unread
    // bytes takes the answer with it.
    private void End()
    {
        _isOver = true;
        _body.CancelPendingRead();
    }

    private async ValueTask<ReadResult> WaitAsync(ValueTask<ReadResult> read)
    {
        ReadResult result;
        try
        {
            result = await _timer.WatchAsync(read);
        }
        catch (IOException exception) when (exception.InnerException is OverflowException)
        {
            // A chunk of a size that no number holds: Kestrel's only exception for a malformed body that does not say so.
            throw new BadHttpRequestException(exception.Message, StatusCodes.Status400BadRequest, exception);
        }

        if (!_isOver || !result.IsCanceled)
        {
            return result;
        }

        _body.AdvanceTo(result.Buffer.Start);
        if (!_response.HasStarted)
        {
            // RFC 9110, 15.5.9: "the server has decided to close the connection rather than continue waiting". When the answer starts,
            // because whoever makes it may clear what was set before.
            _response.OnStarting(static response =>
            {
                ((HttpResponse)response).Headers.Connection = "close";
                return Task.CompletedTask;
            }, _response);
        }

        throw new BadHttpRequestException("The body stopped coming.", StatusCodes.Status408RequestTimeout);
    }
}
