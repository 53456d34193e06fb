using System.Buffers;

namespace UploadProcessing.Tus;

/// <summary>The method a request means (TUS 1.0.0, Core Protocol, X-HTTP-Method-Override; clause 6).</summary>
public static class TusMethod
{
    /// <summary>Creates an upload.</summary>
    public const string Post = "POST";

    /// <summary>Asks for an upload's offset.</summary>
    public const string Head = "HEAD";

    /// <summary>Appends bytes.</summary>
    public const string Patch = "PATCH";

    /// <summary>Terminates an upload.</summary>
    public const string Delete = "DELETE";

    /// <summary>Asks what a server offers.</summary>
    public const string Options = "OPTIONS";

    /// <summary>No method of TUS; what a browser sends when a person opens an upload's address.</summary>
    public const string Get = "GET";

    // RFC 9110, 5.6.2: the characters of a token, which a method is (9.1).
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>What the request is to be taken for.</summary>
    /// <remarks>"The X-HTTP-Method-Override request header MUST be a string which MUST be interpreted as the request's method by the
    /// Server, if the header is presented. The actual method of the request MUST be ignored." So it replaces GET as it replaces POST,
    /// and a method that nobody knows is answered as if it had been sent: 405 or 501, not as the method it came with.</remarks>
    public static TusResult<string> Effective(string method, TusRequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var over = headers.One(TusHeaders.MethodOverride);
        if (over.Error is { } error)
        {
            return error;
        }

        return over.Value switch
        {
            null => method,
            "" => TusError.MethodMalformed,
            var meant when meant.AsSpan().ContainsAnyExcept(Token) => TusError.MethodMalformed,
            var meant => meant,
        };
    }

    /// <summary>"The method token is case-sensitive" (RFC 9110, 9.1).</summary>
    public static bool Is(string method, string other) => string.Equals(method, other, StringComparison.Ordinal);
}
