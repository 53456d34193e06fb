using System.Collections.Concurrent;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Cs3.Types.V1Beta1;
using Google.Protobuf;
using Grpc.Core;
using Status = Cs3.Rpc.V1Beta1.Status;

namespace ServiceTests.Ocdav.Support;

/// <summary>Answers CS3 calls as a test says, and remembers what it was asked.</summary>
internal sealed class FakeStorageProvider : ProviderAPI.ProviderAPIBase
{
    public const string TransferToken = "the-transfer-token";

    public ConcurrentQueue<IMessage> Requests { get; } = new();

    public ConcurrentQueue<string?> AccessTokens { get; } = new();

    public Func<InitiateFileUploadRequest, InitiateFileUploadResponse> OnUpload { get; set; } = _ => UploadGranted();

    public Func<InitiateFileDownloadRequest, InitiateFileDownloadResponse> OnDownload { get; set; } = _ => DownloadGranted();

    public Func<StatRequest, StatResponse> OnStat { get; set; } = _ => new() { Status = Of(Code.NotFound) };

    public Func<ListContainerRequest, ListContainerResponse> OnList { get; set; } = _ => new() { Status = Of(Code.Ok) };

    public Func<Code> OnCreate { get; set; } = () => Code.Ok;

    public Func<Code> OnDelete { get; set; } = () => Code.Ok;

    public Func<ListStorageSpacesRequest, ListStorageSpacesResponse> OnListSpaces { get; set; } = _ => new() { Status = Of(Code.Ok) };

    public Func<CreateStorageSpaceRequest, Code> OnCreateSpace { get; set; } = _ => Code.Ok;

    public static Status Of(Code code, string message = "") => new() { Code = code, Message = message };

    public static InitiateFileUploadResponse UploadGranted() => new()
    {
        Status = Of(Code.Ok),
        Opaque = Opaque(("upload-id", "91cc9882-db71-4b37-b694-a522850fcee1")),
        Protocols =
        {
            new FileUploadProtocol
            {
                Protocol = "simple",
                UploadEndpoint = "/data",
                Opaque = Opaque(("token", TransferToken), ("dataprovider", "http://dataprovider")),
            },
        },
    };

    public static InitiateFileDownloadResponse DownloadGranted() => new()
    {
        Status = Of(Code.Ok),
        Protocols =
        {
            new FileDownloadProtocol
            {
                Protocol = "simple",
                DownloadEndpoint = "/data",
                Opaque = Opaque(("token", TransferToken), ("dataprovider", "http://dataprovider")),
            },
        },
    };

    public static Opaque Opaque(params (string Key, string Value)[] entries)
    {
        var opaque = new Opaque();
        foreach (var (key, value) in entries)
        {
            opaque.Map[key] = new OpaqueEntry { Decoder = "plain", Value = ByteString.CopyFromUtf8(value) };
        }

        return opaque;
    }

    public T Single<T>() => Assert.Single(Requests.OfType<T>());

    public override Task<InitiateFileUploadResponse> InitiateFileUpload(InitiateFileUploadRequest request, ServerCallContext context) =>
        Answer(request, context, OnUpload);

    public override Task<InitiateFileDownloadResponse> InitiateFileDownload(InitiateFileDownloadRequest request, ServerCallContext context) =>
        Answer(request, context, OnDownload);

    public override Task<StatResponse> Stat(StatRequest request, ServerCallContext context) => Answer(request, context, OnStat);

    public override Task<ListContainerResponse> ListContainer(ListContainerRequest request, ServerCallContext context) =>
        Answer(request, context, OnList);

    public override Task<CreateContainerResponse> CreateContainer(CreateContainerRequest request, ServerCallContext context) =>
        Answer(request, context, _ => new CreateContainerResponse { Status = Of(OnCreate()) });

    public override Task<DeleteResponse> Delete(DeleteRequest request, ServerCallContext context) =>
        Answer(request, context, _ => new DeleteResponse { Status = Of(OnDelete()) });

    public override Task<ListStorageSpacesResponse> ListStorageSpaces(ListStorageSpacesRequest request, ServerCallContext context) =>
        Answer(request, context, OnListSpaces);

    public override Task<CreateStorageSpaceResponse> CreateStorageSpace(CreateStorageSpaceRequest request, ServerCallContext context) =>
        Answer(request, context, asked => new CreateStorageSpaceResponse { Status = Of(OnCreateSpace(asked)) });

    private Task<TResponse> Answer<TRequest, TResponse>(TRequest request, ServerCallContext context, Func<TRequest, TResponse> answer)
        where TRequest : IMessage
    {
        Requests.Enqueue(request);
        AccessTokens.Enqueue(context.RequestHeaders.GetValue("x-access-token"));
        return Task.FromResult(answer(request));
    }
}
