using Cs3.Auth.Applications.V1Beta1;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Storage.Credentials;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Lists the caller's app passwords, by their ids.</summary>
internal sealed class ListAppPasswords(AppPasswords passwords)
{
    public async Task<ListAppPasswordsResponse> HandleAsync(AccessToken caller, CancellationToken cancellationToken) =>
        caller.AppPassword is not null
            ? AppPasswordMessages.NotWithAppPassword<ListAppPasswordsResponse>()
            : new()
            {
                Status = Cs3Status.Ok,
                AppPasswords =
                {
                    (await passwords.ListAsync(caller.User, cancellationToken)).Select(password => AppPasswordMessages.Of(password)),
                },
            };
}
