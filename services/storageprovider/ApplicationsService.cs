using Cs3.Auth.Applications.V1Beta1;
using Grpc.Core;
using UploadProcessing.StorageProvider.Access;

namespace UploadProcessing.StorageProvider;

/// <summary>CS3's <c>ApplicationsAPI</c>: app passwords, for clients that know only a name and a password.</summary>
internal sealed class ApplicationsService(
    GenerateAppPassword generateAppPassword,
    ListAppPasswords listAppPasswords,
    InvalidateAppPassword invalidateAppPassword,
    GetAppPassword getAppPassword) : ApplicationsAPI.ApplicationsAPIBase
{
    public override Task<GenerateAppPasswordResponse> GenerateAppPassword(GenerateAppPasswordRequest request, ServerCallContext context) =>
        generateAppPassword.HandleAsync(request, context.Token(), context.CancellationToken);

    public override Task<ListAppPasswordsResponse> ListAppPasswords(ListAppPasswordsRequest request, ServerCallContext context) =>
        listAppPasswords.HandleAsync(context.Token(), context.CancellationToken);

    public override Task<InvalidateAppPasswordResponse> InvalidateAppPassword(InvalidateAppPasswordRequest request, ServerCallContext context) =>
        invalidateAppPassword.HandleAsync(request, context.Token(), context.CancellationToken);

    public override Task<GetAppPasswordResponse> GetAppPassword(GetAppPasswordRequest request, ServerCallContext context) =>
        getAppPassword.HandleAsync(request, context.Token(), context.Address(), context.CancellationToken);
}
