using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using UploadProcessing.ServiceDefaults.Audit;

namespace UploadProcessing.DataProvider.Administration;

/// <summary>Lets in whoever has the operators' token (RFC 6750), and nobody else.</summary>
internal sealed class OperatorAuthentication(RequestDelegate next, string token, AuditLog audit)
{
    private const string Scheme = "Bearer";

    // Compared as hashes: what differs in length takes no less time.
    private readonly byte[] _expected = Hash(token);

    public async Task InvokeAsync(HttpContext context)
    {
        if (AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var given)
            && given.Scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(given.Parameter ?? ""), _expected))
        {
            await next(context);
            return;
        }

        audit.Refused(AuditEvents.Administration, "unauthenticated", null, context.Connection.RemoteIpAddress, context.Request.Method);
        context.Response.Headers.WWWAuthenticate = Scheme;
        await TypedResults.Problem("Send the token of Administration:Token as a bearer token.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
