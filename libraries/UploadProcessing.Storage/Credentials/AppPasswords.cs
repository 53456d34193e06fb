using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;

namespace UploadProcessing.Storage.Credentials;

/// <summary>Passwords that users make for clients which know nothing but a name and a password; each can be taken back alone.</summary>
public sealed class AppPasswords(IMetadataStore metadata, IOptions<AppPasswordOptions> options, TimeProvider time)
{
    /// <summary>The longest label, in characters.</summary>
    public const int LongestLabel = 100;

    // A use is a write, and a client signs in with every request.
    private static readonly TimeSpan UseResolution = TimeSpan.FromHours(1);

    /// <summary>Makes one; its secret is in the result and nowhere else.</summary>
    public ValueTask<AppPasswordResult> CreateAsync(UserId user, string label, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var now = time.GetMilliseconds();
        if (label.Length is 0 or > LongestLabel || label.Any(char.IsControl))
        {
            return ValueTask.FromResult(AppPasswordResult.Refused(
                Refusal.Invalid, $"A label has 1 to {LongestLabel} characters, and no control characters."));
        }

        if (expiresAt <= now)
        {
            return ValueTask.FromResult(AppPasswordResult.Refused(Refusal.Invalid, "The app password would have expired already."));
        }

        var text = AppPasswordText.New();
        var password = new AppPassword(text.Id, user, label, now, expiresAt);
        return metadata.WriteAsync(async transaction =>
        {
            if ((await transaction.AppPasswords.ListAsync(user)).Count >= options.Value.MaximumPerUser)
            {
                return AppPasswordResult.Refused(Refusal.TooMany, $"You have {options.Value.MaximumPerUser} app passwords. Revoke one first.");
            }

            await transaction.AppPasswords.AddAsync(password, Hash(text));
            return new AppPasswordResult(password, text, null, null);
        }, cancellationToken);
    }

    /// <summary>Those of a user, the oldest first.</summary>
    public ValueTask<IReadOnlyList<AppPassword>> ListAsync(UserId user, CancellationToken cancellationToken) =>
        metadata.ReadAsync(transaction => transaction.AppPasswords.ListAsync(user), cancellationToken);

    /// <summary>Ends one of a user's, for every request that comes after; null: done.</summary>
    public async ValueTask<Refusal?> RevokeAsync(UserId user, AppPasswordId id, CancellationToken cancellationToken) =>
        await metadata.WriteAsync(transaction => transaction.AppPasswords.RemoveAsync(user, id), cancellationToken) ? null : Refusal.NotFound;

    /// <summary>The app password of that user that <paramref name="text"/> proves; null when it proves none that is good now.</summary>
    public async ValueTask<VerifiedAppPassword?> VerifyAsync(UserId user, AppPasswordText text, CancellationToken cancellationToken)
    {
        var now = time.GetMilliseconds();
        var found = await metadata.ReadAsync(transaction => transaction.AppPasswords.FindAsync(text.Id), cancellationToken);

        // Compared also where there is nothing to compare with, and in the same time whatever differs.
        var kept = found?.Hash ?? new byte[SHA256.HashSizeInBytes];
        var proved = CryptographicOperations.FixedTimeEquals(Hash(text), kept.Span);
        if (found is not var (password, _) || !proved || password.User != user || password.IsExpired(now))
        {
            return null;
        }

        var noted = (password.LastUsedAt is not { } last || last < now - UseResolution)
            && await metadata.WriteAsync(transaction => transaction.AppPasswords.UseAsync(text.Id, now, now - UseResolution), cancellationToken);
        return new VerifiedAppPassword(password, IsFirstUse: noted && password.LastUsedAt is null);
    }

    /// <summary>Whether an app password that was proved before is still good for that user.</summary>
    public async ValueTask<bool> IsGoodAsync(UserId user, AppPasswordId id, CancellationToken cancellationToken) =>
        await metadata.ReadAsync(transaction => transaction.AppPasswords.FindAsync(id), cancellationToken) is var (password, _)
        && password.User == user && !password.IsExpired(time.GetUtcNow());

    // Not slow, as hashes of passwords are: what has 160 random bits is not guessed, whatever a guess costs.
    private static byte[] Hash(AppPasswordText text) => SHA256.HashData(Encoding.UTF8.GetBytes($"{text.Id}\0{text.Secret}"));
}
