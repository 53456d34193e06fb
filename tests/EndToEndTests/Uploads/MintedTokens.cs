using System.Globalization;
using Cs3.Storage.Provider.V1Beta1;
using Cs3.Types.V1Beta1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Contracts.Transfer;

namespace EndToEndTests.Uploads;

/// <summary>Tokens as the participants make them, because the topology was given these keys.</summary>
public sealed class MintedTokens
{
    public string TransferKey { get; } = $"transfer-{Guid.NewGuid():N}{Guid.NewGuid():N}";

    public string AccessKey { get; } = $"access-{Guid.NewGuid():N}{Guid.NewGuid():N}";

    public IEnumerable<string> Arguments =>
        [$"--Parameters:transfer-signing-key={TransferKey}", $"--Parameters:access-signing-key={AccessKey}"];

    public string Transfer(
        UploadId upload, TransferOperation operation, string user = "einstein", SpaceId? space = null, Uri? target = null,
        TimeSpan? lifetime = null, string? key = null) =>
        new TransferTokens(Options.Create(new TransferOptions { SigningKey = key ?? TransferKey }), TimeProvider.System).Protect(new TransferToken(
            upload, operation, target ?? new Uri($"http://dataprovider/data/simple/{upload}"), space ?? SpaceId.New(), new UserId(user),
            DateTimeOffset.UtcNow + (lifetime ?? TimeSpan.FromHours(1))));

    public string Access(string user) =>
        new AccessTokens(Options.Create(new AccessOptions { SigningKey = AccessKey }), TimeProvider.System).Mint(new UserId(user));

    /// <summary>A session of einstein's as the storageprovider makes it, before any byte of it was sent.</summary>
    public async Task<(UploadId Upload, string Token)> InitiateAsync(
        DistributedApplication app, string space, string name, long length, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(app.GetEndpoint("storageprovider", "grpc"));
        var answer = await new ProviderAPI.ProviderAPIClient(channel).InitiateFileUploadAsync(
            new InitiateFileUploadRequest
            {
                Ref = new Reference { ResourceId = new ResourceId { SpaceId = space }, Path = $"./{name}" },
                Opaque = new Opaque { Map = { ["Upload-Length"] = Plain(length.ToString(CultureInfo.InvariantCulture)) } },
            },
            new Metadata { { AccessTokens.MetadataKey, Access("einstein") } },
            cancellationToken: cancellationToken);
        var simple = answer.Protocols.Single(protocol => protocol.Protocol == "simple");
        return (UploadId.Parse(answer.Opaque.Map["upload-id"].Value.ToStringUtf8()), simple.Opaque.Map[TransferToken.OpaqueKey].Value.ToStringUtf8());
    }

    private static OpaqueEntry Plain(string text) => new() { Decoder = "plain", Value = ByteString.CopyFromUtf8(text) };
}
