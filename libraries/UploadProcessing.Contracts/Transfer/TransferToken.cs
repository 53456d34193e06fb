namespace UploadProcessing.Contracts.Transfer;

/// <summary>The <c>{jwt}</c> of the diagrams, read: who may do what with which upload, and where.</summary>
/// <remarks>It proves a right that was checked when it was made. Whether the upload still lives is said by its session, not by the token.</remarks>
/// <param name="Upload">The one upload session (or, for reading, revision) it is good for.</param>
/// <param name="Operation">The one operation it is good for.</param>
/// <param name="Target">The internal target under its logical name: <c>http://dataprovider/data/simple/{uploadid}</c>. Resolved from the
/// gateway's configuration, so that nothing internal leaks and a moved endpoint strands nobody.</param>
/// <param name="Space">The space the upload goes to.</param>
/// <param name="User">Whom it was made for.</param>
/// <param name="ExpiresAt">The session's absolute end; clients keep an upload's URL for as long as that.</param>
/// <param name="TraceParent">W3C <c>traceparent</c> of the request that created the upload, so that requests without one join its trace.</param>
public sealed record TransferToken(
    UploadId Upload,
    TransferOperation Operation,
    Uri Target,
    SpaceId Space,
    UserId User,
    DateTimeOffset ExpiresAt,
    string? TraceParent = null)
{
    /// <summary>The request header that carries the token between services: <c>X-Reva-Transfer</c>.</summary>
    public const string HeaderName = "X-Reva-Transfer";

    /// <summary>The key of the token in the opaque map of a CS3 upload or download protocol.</summary>
    public const string OpaqueKey = "token";

    /// <summary>The key, there, of a token for the upload's progress resource.</summary>
    public const string ProgressOpaqueKey = "progress-token";

    /// <summary>The token that an upload is watched with, by whoever uploads and nobody else.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="dataProvider">The dataprovider's logical address (<c>http://dataprovider</c>, no path).</param>
    /// <param name="space">The space it goes to.</param>
    /// <param name="user">Whose upload it is.</param>
    /// <param name="expiresAt">The session's absolute end.</param>
    /// <param name="traceParent">W3C <c>traceparent</c> of the request that created the upload.</param>
    public static TransferToken Watching(UploadId upload, string dataProvider, SpaceId space, UserId user, DateTimeOffset expiresAt, string? traceParent) =>
        new(upload, TransferOperation.Watch, new Uri($"{dataProvider}{TransferEndpoint.Progress}{upload}"), space, user, expiresAt, traceParent);
}
