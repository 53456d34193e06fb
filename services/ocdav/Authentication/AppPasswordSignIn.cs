using System.Net;
using Cs3.Rpc.V1Beta1;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Ocdav.Storage;
using UploadProcessing.ServiceDefaults.Users;

namespace UploadProcessing.Ocdav.Authentication;

/// <summary>Names and app passwords, which the storageprovider keeps.</summary>
internal sealed class AppPasswordSignIn(
    StorageProvider storage, FailedSignIns failed, SignInAudit audit, IOptions<SignInOptions> options, TimeProvider time)
{
    // For seconds and never renewed by a use: a client that is busy notices a revocation as soon as one that is not.
    private readonly RememberedDigests _verified = new(time);

    /// <summary>Null: signed in.</summary>
    public async ValueTask<SignInRefusal?> TryAsync(
        string name, AppPasswordText password, IPAddress? address, CancellationToken cancellationToken)
    {
        var text = $"{password.Reveal()}\0{name}";
        if (_verified.Contains(text))
        {
            return null;
        }

        if (failed.RefusedFor(name, address) is { } refusedFor)
        {
            audit.Refused("limited", address, $"app password {password.Id}");
            return SignInRefusal.TooMany(refusedFor);
        }

        var code = UserNames.Problem(name) is null
            ? (await storage.GetAppPasswordAsync(password, new UserId(name), cancellationToken)).Status?.Code
            : Code.NotFound;
        switch (code)
        {
            case Code.Ok:
                failed.Forget(name, address);
                _verified.Add(text, options.Value.RememberAppPasswordFor);
                audit.SignedIn(new UserId(name), address, $"app password {password.Id}");
                return null;

            case Code.NotFound:
                failed.Add(name, address);
                audit.Refused("failed", address, $"app password {password.Id}");
                return SignInRefusal.NoCredentials;

            default:
                return SignInRefusal.Unavailable("App passwords cannot be verified at the moment. Try again later.");
        }
    }
}
