using Cs3.Auth.Applications.V1Beta1;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts.Access;
using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.StorageProvider.Access;

namespace UploadProcessing.StorageProvider.Audit;

/// <summary>Tells the audit log who changed what people may do: members, spaces, app passwords. Once for both services that take these calls.</summary>
internal sealed class AuditInterceptor(AuditLog audit, IOptions<StorageProviderOptions> options) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var response = await continuation(request, context);
        if (response is ICs3Response { Status.Code: var code } && Event(request, response) is var (name, space, about))
        {
            var user = context.User();
            if (options.Value.Operators.Contains(user.Value))
            {
                about = $"{about} as operator".TrimStart();
            }

            if (code is Code.Ok)
            {
                audit.Done(name, user, context.Address(), about, space);
            }
            else if (code is Code.PermissionDenied)
            {
                audit.Refused(name, "denied", user, context.Address(), about, space);
            }
        }

        return response;
    }

    private static (string Name, string? Space, string? About)? Event(object request, object response) => (request, response) switch
    {
        (AddGrantRequest add, _) => (AuditEvents.MemberAdded, Space(add.Ref), Member(add.Grant)),
        (UpdateGrantRequest update, _) => (AuditEvents.MemberChanged, Space(update.Ref), Member(update.Grant)),
        (RemoveGrantRequest remove, _) => (AuditEvents.MemberRemoved, Space(remove.Ref), Member(remove.Grant)),
        (CreateStorageSpaceRequest create, CreateStorageSpaceResponse made) =>
            (AuditEvents.SpaceCreated, made.StorageSpace?.Id?.OpaqueId, create.Type),
        (UpdateStorageSpaceRequest update, _) => (AuditEvents.SpaceChanged, update.StorageSpace?.Id?.OpaqueId, null),
        (DeleteStorageSpaceRequest delete, _) => (AuditEvents.SpaceRemoved, delete.Id?.OpaqueId, null),
        (GenerateAppPasswordRequest, GenerateAppPasswordResponse made) => (AuditEvents.AppPasswordCreated, null, Id(made.AppPassword?.Password)),
        (InvalidateAppPasswordRequest revoke, _) => (AuditEvents.AppPasswordRevoked, null, Id(revoke.Password)),
        _ => null,
    };

    private static string? Space(Reference? reference) => reference?.ResourceId?.SpaceId;

    private static string? Member(Grant? grant) => grant?.Grantee?.UserId?.OpaqueId;

    // Never the password, which both of them can hold.
    private static string? Id(string? password) => password is null ? null : AppPasswordText.ReadId(password)?.Value;
}
