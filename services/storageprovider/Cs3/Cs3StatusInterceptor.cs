using System.Diagnostics;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>Puts CS3's status on the call's span: the gRPC status is OK for refusals too, so a trace would not show them.</summary>
internal sealed class Cs3StatusInterceptor : Interceptor
{
    private const string Tag = "cs3.status";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var response = await continuation(request, context);
        if (Activity.Current is { } span && response is ICs3Response { Status: { } status })
        {
            span.SetTag(Tag, NameOf(status.Code));
        }

        return response;
    }

    // As CS3 writes it, less the prefix: OK, NOT_FOUND.
    private static string NameOf(Code code) =>
        CodeReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)code)?.Name["CODE_".Length..] ?? ((int)code).ToString(provider: null);
}
