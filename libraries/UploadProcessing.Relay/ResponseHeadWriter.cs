using Microsoft.AspNetCore.Http;

namespace UploadProcessing.Relay;

/// <summary>Gives the target's answer to the client as the target meant it.</summary>
internal static class ResponseHeadWriter
{
    public static void Apply(ResponseHead answer, BodyDecoder body, HttpResponse response)
    {
        if (answer.Status == StatusCodes.Status205ResetContent && body.Length != 0)
        {
            // RFC 9110, 15.3.6: "a server MUST NOT generate content in a 205 response"; Kestrel would not let us either.
            throw new TargetFault(TargetFault.AmbiguousFraming);
        }

        response.StatusCode = answer.Status;
        foreach (var (name, values) in answer.Headers)
        {
            // Trailers are dropped, so none are announced.
            if (!HopByHopHeaders.Contains(answer.Headers, name) && !name.Equals("Trailer", StringComparison.OrdinalIgnoreCase))
            {
                response.Headers[name] = values;
            }
        }

        // HEAD and 304 say how long the body would be; 204 has no length (RFC 9110, 8.6).
        response.ContentLength = answer.Status == StatusCodes.Status204NoContent ? null : answer.ContentLength;
    }
}
