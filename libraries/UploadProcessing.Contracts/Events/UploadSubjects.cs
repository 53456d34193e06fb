namespace UploadProcessing.Contracts.Events;

/// <summary>Where events of uploads are found: <c>uploads.{event}.{uploadid}</c> in the stream <c>UPLOADS</c>.</summary>
public static class UploadSubjects
{
    /// <summary>The JetStream stream that keeps them.</summary>
    public const string Stream = "UPLOADS";

    /// <summary>The subjects of all of them.</summary>
    public const string All = "uploads.>";

    /// <summary>The subject of one event of one upload.</summary>
    public static string Of(EventName name, UploadId upload) => $"uploads.{name}.{upload}";

    /// <summary>The subjects of one event of all uploads: what a consumer filters by.</summary>
    public static string Of(EventName name) => $"uploads.{name}.*";

    /// <summary>The same for people and traces: <c>uploads.upload-ready.{uploadid}</c>.</summary>
    public static string Template(EventName name) => $"uploads.{name}.{{uploadid}}";
}
