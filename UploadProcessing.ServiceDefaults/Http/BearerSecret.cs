using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>One secret that a program shows as <c>Authorization: Bearer</c> (RFC 6750).</summary>
/// <param name="secret">What is expected.</param>
public sealed class BearerSecret(string secret)
{
    private const string Scheme = "Bearer";

    // Compared as hashes: what differs in length takes no less time.
    private readonly byte[] _expected = Hash(secret);

    /// <summary>Whether a request shows it.</summary>
    public bool IsShownBy(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var given)
            && given.Scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(given.Parameter ?? ""), _expected);
    }

    /// <summary>Answers a request that does not.</summary>
    /// <param name="context">The request.</param>
    /// <param name="advice">Which secret is meant.</param>
    public static Task RefuseAsync(HttpContext context, string advice)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.WWWAuthenticate = Scheme;
        return TypedResults.Problem(advice, statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
