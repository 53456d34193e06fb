using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;

namespace UploadProcessing.Storage.Credentials;

/// <summary>One app password, without its secret.</summary>
/// <param name="Id">Names it.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Label">What its user calls it: the device or program it is for.</param>
/// <param name="CreatedAt">Since when it is good.</param>
/// <param name="ExpiresAt">Until when; null: until it is revoked.</param>
/// <param name="LastUsedAt">Of a use not long before the last one; null: not used yet.</param>
public sealed record AppPassword(
    AppPasswordId Id, UserId User, string Label, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt = null)
{
    /// <summary>Whether its time is over.</summary>
    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;
}
