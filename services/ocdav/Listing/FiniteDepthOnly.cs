namespace UploadProcessing.Ocdav.Listing;

/// <summary>"403 Forbidden … SHOULD include the 'propfind-finite-depth' precondition code" (RFC 4918, 9.1.1): the one error that clients read as XML.</summary>
internal sealed class FiniteDepthOnly : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status403Forbidden;
        httpContext.Response.ContentType = "application/xml; charset=utf-8";
        return httpContext.Response.WriteAsync(
            """<?xml version="1.0" encoding="utf-8"?><d:error xmlns:d="DAV:"><d:propfind-finite-depth/></d:error>""",
            httpContext.RequestAborted);
    }
}
