using System.Globalization;

namespace UploadProcessing.DataProvider.Downloads;

/// <summary>A file, or the parts of it that were asked for, when the conditions of the request hold (RFC 9110, 13 and 14).</summary>
internal sealed class DownloadResult(FileContent content, Validators validators) : IResult
{
    public Task ExecuteAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.ETag = validators.ETag.ToString();
        response.Headers.LastModified = validators.LastModified.ToString("R", CultureInfo.InvariantCulture);
        switch (Conditions.Evaluate(request.Headers, validators))
        {
            case ConditionResult.NotModified:
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            case ConditionResult.Failed:
                return TransferErrors.Problem(Storage.Refusal.PreconditionFailed, "The file is another version than the request allows.").ExecuteAsync(context);
        }

        response.Headers.AcceptRanges = "bytes";
        // "A server MUST ignore a Range header field received with a request method ... for which range handling is not defined. For this
        // specification, GET is the only method for which range handling is defined" (14.2).
        var ranges = HttpMethods.IsGet(request.Method) && Conditions.AllowRange(request.Headers, validators)
            ? RangeHeader.Select(request.Headers.Range, content.Length)
            : null;
        return ranges switch
        {
            null => WholeAsync(context),
            [] => NoneAsync(context),
            [var range] => PartAsync(context, range),
            _ => PartsAsync(context, new MultipartRanges(ranges, content.ContentType, content.Length)),
        };
    }

    private Task WholeAsync(HttpContext context)
    {
        Describe(context.Response, content.ContentType, content.Length);
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : content.WriteAsync(new ByteRange(0, content.Length - 1), context.Response.BodyWriter, context.RequestAborted);
    }

    private Task NoneAsync(HttpContext context)
    {
        context.Response.Headers.ContentRange = FormattableString.Invariant($"bytes */{content.Length}");
        return TransferErrors.RangeNotSatisfiable(content.Length).ExecuteAsync(context);
    }

    private Task PartAsync(HttpContext context, ByteRange range)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status206PartialContent;
        Describe(response, content.ContentType, range.Length);
        response.Headers.ContentRange = range.Of(content.Length);
        return content.WriteAsync(range, response.BodyWriter, context.RequestAborted);
    }

    private async Task PartsAsync(HttpContext context, MultipartRanges multipart)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status206PartialContent;
        Describe(response, multipart.ContentType, multipart.Length);
        foreach (var (head, range) in multipart.Parts)
        {
            await response.BodyWriter.WriteAsync(head, context.RequestAborted);
            await content.WriteAsync(range, response.BodyWriter, context.RequestAborted);
        }

        await response.BodyWriter.WriteAsync(multipart.End, context.RequestAborted);
    }

    private void Describe(HttpResponse response, string contentType, long length)
    {
        response.ContentType = contentType;
        response.ContentLength = length;
        response.Headers.ContentDisposition = content.Disposition;
    }
}
