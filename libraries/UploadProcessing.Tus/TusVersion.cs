namespace UploadProcessing.Tus;

/// <summary>Which version of the protocol is spoken (TUS 1.0.0, Core Protocol, Tus-Resumable and Tus-Version; clauses 2, 3 and 4).</summary>
public static class TusVersion
{
    /// <summary>The version of these rules.</summary>
    public const string Current = "1.0.0";

    /// <summary>"The list MUST be sorted by Server's preference where the first one is the most preferred one."</summary>
    public static IReadOnlyList<string> Supported { get; } = [Current];

    /// <summary>Whether a request's version lets it be processed.</summary>
    /// <remarks>
    /// "If the version specified by the Client is not supported by the Server, it MUST respond with the 412 Precondition Failed status
    /// and MUST include the Tus-Version header into the response. In addition, the Server MUST NOT process the request." HEAD is no
    /// exception; OPTIONS is: "the Server MUST ignore the header". A missing version is answered with 412 by custom, but clients do
    /// resume with a HEAD that has none, and a GET may come from a browser's address bar.
    /// </remarks>
    /// <param name="method">The method that is meant, see <see cref="TusMethod.Effective"/>.</param>
    /// <param name="headers">The request's header fields.</param>
    /// <returns>Null, or why it is refused.</returns>
    public static TusError? Check(string method, TusRequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (TusMethod.Is(method, TusMethod.Options))
        {
            return null;
        }

        var version = headers.One(TusHeaders.TusResumable);
        if (version.Error is { } error)
        {
            return error;
        }

        if (version.Value is null)
        {
            return TusMethod.Is(method, TusMethod.Head) || TusMethod.Is(method, TusMethod.Get) ? null : TusError.VersionMissing;
        }

        return Supported.Contains(version.Value, StringComparer.Ordinal) ? null : TusError.VersionUnsupported;
    }
}
