using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.StorageProvider;

/// <summary>What storageprovider tells clients.</summary>
internal sealed class StorageProviderOptions
{
    public const string SectionName = "StorageProvider";

    /// <summary>The logical name of the dataprovider that new uploads go to; gateway and ocdav resolve it from their own configuration.</summary>
    [Required, RegularExpression("[a-z0-9-]+")]
    public string DataProvider { get; set; } = "dataprovider";

    /// <summary>How long a download may begin after it was asked for; one that runs is not cut.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan DownloadTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Bytes that a new space may hold; null: unlimited.</summary>
    [Range(0, long.MaxValue)]
    public long? DefaultQuota { get; set; }

    /// <summary>Files and folders that a new space may hold; null: any number.</summary>
    [Range(0, long.MaxValue)]
    public long? DefaultFileLimit { get; set; }

    /// <summary>Users who may change the quota of every space and remove every space, without seeing what is in it.</summary>
    public IList<string> Operators { get; } = [];

    /// <summary>How often it is looked what has happened in a space that somebody watches.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After this long without news a stream says that it lives.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan WatchHeartbeat { get; set; } = TimeSpan.FromSeconds(15);
}
