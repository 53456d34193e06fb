using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.IdentityModel.Tokens;

namespace UploadProcessing.DataGateway;

/// <summary>Lets a request without a trace of its own go on with that of the upload's creation, which its token carries: one upload, one trace.</summary>
/// <remarks>The token is not verified for that: whoever could forge it here could as well send the header.</remarks>
internal static class CreationTrace
{
    private const string TraceParent = "traceparent";
    private const string Data = "/data/";

    public static void Join(IHttpRequestFeature request)
    {
        if (!request.Headers.ContainsKey(TraceParent) && Of(request.Path) is { } creation)
        {
            request.Headers[TraceParent] = creation;
        }
    }

    /// <summary>The trace in which the upload of a token was created; null when it says none, or is no token.</summary>
    internal static string? Of(string path)
    {
        if (!path.StartsWith(Data, StringComparison.Ordinal) || path[Data.Length..].Split('.') is not [_, var payload, _])
        {
            return null;
        }

        try
        {
            using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(payload));
            return claims.RootElement.ValueKind is JsonValueKind.Object && claims.RootElement.TryGetProperty(TraceParent, out var trace)
                && trace.ValueKind is JsonValueKind.String
                    ? trace.GetString()
                    : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            // Whatever it is, verification refuses it in a moment, and says so.
            return null;
        }
    }
}
