using System.Collections.Concurrent;
using System.Security.Claims;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Storage;
using UploadProcessing.ServiceDefaults.Users;

namespace UploadProcessing.Ocdav.FirstSignIn;

/// <summary>Sees to it that who signs in has a personal space; asks once for each user and process.</summary>
internal sealed class PersonalSpaces(
    StorageProvider storage, ConfiguredUsers users, IHostEnvironment environment, IOptions<PersonalSpacesOptions> options, ILogger<PersonalSpaces> logger)
{
    // A name each; who is forgotten is asked about once more.
    private const int Capacity = 100_000;

    private readonly ConcurrentDictionary<UserId, Lazy<Task<Status?>>> _seen = new();

    /// <summary>Null: the user has one. Otherwise why not; whatever else they want would fail for the same reason.</summary>
    public Task<Status?> EnsureAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        var user = principal.Id();
        if (!options.Value.CreateAtFirstSignIn || (environment.IsDevelopment() && users.Current.ByName.ContainsKey(user.Value)))
        {
            // Development users have theirs from the storageprovider's configuration.
            return Task.FromResult<Status?>(null);
        }

        if (_seen.Count >= Capacity)
        {
            _seen.Clear();
        }

        // Requests that come at once wait for the same call, whose end is nobody's to cancel.
        return _seen.GetOrAdd(user, _ => new Lazy<Task<Status?>>(() => CreateAsync(user, principal.DisplayName()))).Value.WaitAsync(cancellationToken);
    }

    private async Task<Status?> CreateAsync(UserId user, string? displayName)
    {
        var request = new CreateStorageSpaceRequest { Type = "personal", Name = Name(user, displayName) };
        var hasOne = false;
        try
        {
            var status = (await storage.CreateStorageSpaceAsync(request, user, CancellationToken.None)).Status ?? new() { Code = Code.Internal };
            hasOne = status.Code is Code.Ok or Code.AlreadyExists;
            if (status.Code is Code.Ok)
            {
                logger.PersonalSpaceMade(user);
            }
            else if (!hasOne)
            {
                logger.PersonalSpaceMissing(user, status.Code);
            }

            return hasOne ? null : status;
        }
        finally
        {
            if (!hasOne)
            {
                _seen.TryRemove(user, out _);
            }
        }
    }

    // Of a name that cannot be a folder's, only what can.
    private static string Name(UserId user, string? displayName)
    {
        var wanted = displayName ?? user.Value;
        var name = new string([.. wanted.Where(letter => letter != '/' && !char.IsControl(letter) && !char.IsSurrogate(letter)).Take(60)]).Trim(' ', '.');
        return name.Length > 0 ? name : "Personal";
    }
}
