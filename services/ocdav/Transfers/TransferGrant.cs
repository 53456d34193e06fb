using Cs3.Storage.Provider.V1Beta1;
using Cs3.Types.V1Beta1;
using UploadProcessing.Contracts.Transfer;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>The storageprovider's permission to move bytes: a token, and where to take it.</summary>
internal sealed class TransferGrant
{
    private TransferGrant(string token, string dataProvider, DateTimeOffset? expiresAt, string? progressToken)
    {
        ProgressToken = progressToken;
        Token = token;
        DataProvider = dataProvider;
        ExpiresAt = expiresAt;
    }

    /// <summary>Goes into <see cref="TransferToken.HeaderName"/>, and nowhere else: it is a secret.</summary>
    public string Token { get; }

    /// <summary>A logical address: <c>http://dataprovider</c>.</summary>
    public string DataProvider { get; }

    /// <summary>What the upload is watched with; a secret. Of a resumable upload only.</summary>
    public string? ProgressToken { get; }

    /// <summary>When the upload ends unless bytes arrive; of an upload only.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    public static TransferGrant? Of(InitiateFileUploadResponse answer, string protocolName) =>
        answer.Protocols.FirstOrDefault(p => p.Protocol == protocolName) is { } protocol
            ? Read(protocol.Opaque, protocol.Expiration is { } end ? DateTimeOffset.FromUnixTimeSeconds((long)end.Seconds) : null)
            : null;

    public static TransferGrant? First(InitiateFileDownloadResponse answer) =>
        answer.Protocols.FirstOrDefault() is { } protocol
            ? Read(protocol.Opaque)
            : null;

    private static TransferGrant? Read(Opaque? opaque, DateTimeOffset? expiresAt = null) =>
        opaque.Text(TransferToken.OpaqueKey) is { } token && opaque.Text(TransferEndpoint.DataProviderKey) is { } dataProvider
            ? new TransferGrant(token, dataProvider, expiresAt, opaque.Text(TransferToken.ProgressOpaqueKey))
            : null;
}

/// <summary>CS3's key-value pairs, as far as they are text.</summary>
internal static class OpaqueText
{
    public static string? Text(this Opaque? opaque, string key) =>
        opaque is not null && opaque.Map.TryGetValue(key, out var entry) && entry.Value.Length > 0 ? entry.Value.ToStringUtf8() : null;

    public static void Add(this Opaque opaque, string key, string value) =>
        opaque.Map[key] = new OpaqueEntry { Decoder = "plain", Value = Google.Protobuf.ByteString.CopyFromUtf8(value) };
}
