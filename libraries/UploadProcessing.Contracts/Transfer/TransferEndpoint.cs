namespace UploadProcessing.Contracts.Transfer;

/// <summary>Where bytes go to and come from, as paths and opaque keys of the answers to InitiateFileUpload and InitiateFileDownload.</summary>
public static class TransferEndpoint
{
    /// <summary>The endpoint that both answers name: the token in <see cref="TransferToken.HeaderName"/> says the rest.</summary>
    public const string Data = "/data";

    /// <summary>Where a dataprovider takes resumable uploads; the upload's id follows.</summary>
    public const string Tus = "/data/tus/";

    /// <summary>Where a dataprovider tells of an upload's progress; the upload's id follows.</summary>
    public const string Progress = "/data/progress/";

    /// <summary>Where a dataprovider hands out the bytes of an upload to the steps that decide about it; the upload's id follows.</summary>
    public const string Processing = "/data/processing/";

    /// <summary>The key, in the opaque map of a protocol, of the dataprovider's logical address (<c>http://dataprovider</c>, no path).</summary>
    public const string DataProviderKey = "dataprovider";
}
