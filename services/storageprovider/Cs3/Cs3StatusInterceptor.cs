using System.Diagnostics;
using Cs3.Rpc.V1Beta1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Status = Cs3.Rpc.V1Beta1.Status;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>Puts CS3's status on the call's span: the gRPC status is OK for refusals too, so a trace would not show them.</summary>
internal sealed class Cs3StatusInterceptor : Interceptor
{
    private const string Tag = "cs3.status";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var response = await continuation(request, context);
        if (Activity.Current is { } span && StatusOf(response) is { } status)
        {
            span.SetTag(Tag, NameOf(status.Code));
        }

        return response;
    }

    private static Status? StatusOf(object response) =>
        response is IMessage message ? message.Descriptor.FindFieldByName("status")?.Accessor.GetValue(message) as Status : null;

    // As CS3 writes it, less the prefix: OK, NOT_FOUND.
    private static string NameOf(Code code) =>
        CodeReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)code)?.Name["CODE_".Length..] ?? ((int)code).ToString(provider: null);
}
