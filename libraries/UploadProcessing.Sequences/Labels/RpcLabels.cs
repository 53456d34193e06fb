namespace UploadProcessing.Sequences.Labels;

/// <summary><c>InitiateFileUpload</c> and <c>OK, Protocol simple, UploadEndpoint: /data, Token: {jwt}</c>.</summary>
internal static class RpcLabels
{
    private const string Ok = "OK";

    // https://grpc.github.io/grpc/core/md_doc_statuscodes.html, by number.
    private static readonly string[] StatusNames =
    [
        Ok, "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE",
        "DATA_LOSS", "UNAUTHENTICATED",
    ];

    public static string Request(Span span)
    {
        // rpc.method is the full name today and was the bare one before; the span's name is the full one in both.
        var method = span.Attribute(AttributeNames.RpcMethod) ?? span.Name;
        return method[(method.LastIndexOf('/') + 1)..];
    }

    public static string? Response(Span span)
    {
        var transport = Name(span.Attribute(AttributeNames.RpcStatus) ?? span.Attribute(AttributeNames.OldRpcStatus));

        // CS3 answers its own status inside a message that gRPC calls OK; a call that failed below CS3 has only gRPC's.
        var status = transport is null or Ok ? Name(span.Attribute(AttributeNames.Cs3Status)) ?? transport : transport;
        return status == Ok
            && span.Attribute(AttributeNames.UploadProtocol) is { } protocol
            && span.Attribute(AttributeNames.UploadEndpoint) is { } endpoint
                ? $"OK, Protocol {protocol}, UploadEndpoint: {endpoint}, Token: {{jwt}}"
                : status;
    }

    private static string? Name(string? code) =>
        code is null ? null
        : int.TryParse(code, out var number) && number >= 0 && number < StatusNames.Length ? StatusNames[number]
        : code.StartsWith("CODE_", StringComparison.Ordinal) ? code["CODE_".Length..]
        : code;
}
