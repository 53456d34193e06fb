using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Contracts.Access;

/// <summary>The keys of access tokens; the same in ocdav and storageprovider, and not those of transfer tokens.</summary>
public sealed class AccessOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Access";

    /// <summary>Signs new tokens (HMAC-SHA256); at least 32 characters of random text.</summary>
    [Required, SigningKey]
    public string SigningKey { get; set; } = "";

    /// <summary>Keys that no longer sign but still verify.</summary>
    [SigningKey]
    public IList<string> PreviousSigningKeys { get; } = [];

    /// <summary>How long a token names its user; ocdav makes one for each request, clients of CS3 sign in again for the next.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(5);
}
