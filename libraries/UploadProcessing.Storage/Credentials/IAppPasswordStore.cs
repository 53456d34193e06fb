using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;

namespace UploadProcessing.Storage.Credentials;

/// <summary>App passwords, within one transaction. Of a secret only its hash is kept.</summary>
public interface IAppPasswordStore
{
    /// <summary>Keeps a new one.</summary>
    ValueTask AddAsync(AppPassword password, ReadOnlyMemory<byte> hash);

    /// <summary>That of an id with its hash; null: never was or was revoked.</summary>
    ValueTask<(AppPassword Password, ReadOnlyMemory<byte> Hash)?> FindAsync(AppPasswordId id);

    /// <summary>Those of a user, the oldest first.</summary>
    ValueTask<IReadOnlyList<AppPassword>> ListAsync(UserId user);

    /// <summary>Forgets one of a user's.</summary>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> RemoveAsync(UserId user, AppPasswordId id);

    /// <summary>Notes a use at <paramref name="now"/>, unless one is noted that is not older than <paramref name="before"/>.</summary>
    /// <returns>Whether this one was noted.</returns>
    ValueTask<bool> UseAsync(AppPasswordId id, DateTimeOffset now, DateTimeOffset before);

    /// <summary>Forgets up to <paramref name="limit"/> whose time was over <paramref name="before"/> then.</summary>
    /// <returns>How many.</returns>
    ValueTask<int> ForgetExpiredAsync(DateTimeOffset before, int limit);
}
