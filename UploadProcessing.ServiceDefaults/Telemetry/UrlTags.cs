namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>Attributes made from a request's URL, by OpenTelemetry's names of today and before.</summary>
internal static class UrlTags
{
    public const string Route = "http.route";
    public const string Template = "url.template";
    public const string Path = "url.path";
    public const string Full = "url.full";

    /// <summary>No route template could replace these.</summary>
    public static readonly string[] Dropped = ["url.query", "url.fragment", "url.original", "http.target", "http.url"];
}
