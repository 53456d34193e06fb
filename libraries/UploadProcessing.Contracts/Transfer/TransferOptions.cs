using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Contracts.Transfer;

/// <summary>The keys of transfer tokens; the same in storageprovider, datagateway and dataprovider.</summary>
public sealed class TransferOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Transfer";

    /// <summary>Signs new tokens (HMAC-SHA256); at least 32 characters of random text.</summary>
    [Required, SigningKey]
    public string SigningKey { get; set; } = "";

    /// <summary>Keys that no longer sign but still verify, until the last token made with them has expired.</summary>
    [SigningKey]
    public IList<string> PreviousSigningKeys { get; } = [];
}
