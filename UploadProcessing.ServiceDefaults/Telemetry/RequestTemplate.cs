namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>Lets who sends a request say the template of its URL; without one a client span shows scheme and authority only.</summary>
public static class RequestTemplate
{
    internal static HttpRequestOptionsKey<string> Key { get; } = new(UrlTags.Template);

    /// <summary>Names the request in traces, for example <c>/data/{jwt}</c>.</summary>
    public static void SetUrlTemplate(this HttpRequestMessage request, string template) => request.Options.Set(Key, template);
}
