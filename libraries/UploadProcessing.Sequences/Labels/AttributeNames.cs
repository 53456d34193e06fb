namespace UploadProcessing.Sequences.Labels;

/// <summary>Attributes that become labels: OpenTelemetry's semantic conventions first, then the participants' own.</summary>
internal static class AttributeNames
{
    public const string HttpMethod = "http.request.method";
    public const string HttpMethodOriginal = "http.request.method_original";
    public const string HttpRoute = "http.route";
    public const string HttpStatus = "http.response.status_code";
    public const string ResendCount = "http.request.resend_count";
    public const string UrlPath = "url.path";
    public const string FilePath = "file.path";

    public const string RpcSystem = "rpc.system.name";
    public const string RpcMethod = "rpc.method";
    public const string RpcStatus = "rpc.response.status_code";
    public const string Cs3Status = "cs3.status";

    // The names before the conventions for RPC were settled; libraries still emit them.
    public const string OldRpcSystem = "rpc.system";
    public const string OldRpcStatus = "rpc.grpc.status_code";

    public const string UploadProtocol = "upload.protocol";
    public const string UploadEndpoint = "upload.endpoint";

    public const string MessagingOperation = "messaging.operation.type";
    public const string MessagingSystem = "messaging.system";
    public const string Destination = "messaging.destination.name";
    public const string DestinationTemplate = "messaging.destination.template";

    public const string PeerService = "peer.service";
    public const string ServerAddress = "server.address";
}
