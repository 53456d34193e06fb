using System.Diagnostics;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>HttpClient's spans: those of gRPC are left to gRPC's own, the others are named by the template of their URL if they bring one.</summary>
internal static class ClientSpans
{
    public static bool IsWanted(HttpRequestMessage request) =>
        request.Content?.Headers.ContentType?.MediaType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) != true;

    public static void Describe(Activity activity, HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(RequestTemplate.Key, out var template))
        {
            activity.SetTag(UrlTags.Template, template);
            activity.DisplayName = $"{request.Method.Method} {template}";
        }
    }
}
