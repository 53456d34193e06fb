using System.Diagnostics;
using OpenTelemetry;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>
/// The transfer token is a secret in a URL path: whatever was made from a raw URL becomes the route template, also where no
/// route matched, and headers are not exported at all.
/// </summary>
internal sealed class SpanRedaction : BaseProcessor<Activity>
{
    private const string Unmatched = "/{unmatched}";

    public override void OnEnd(Activity activity)
    {
        var template = activity.GetTagItem(UrlTags.Route) ?? activity.GetTagItem(UrlTags.Template);
        foreach (var (name, value) in activity.TagObjects.ToArray())
        {
            if (name == UrlTags.Path)
            {
                activity.SetTag(name, template is string route ? Rooted(route) : Unmatched);
            }
            else if (name == UrlTags.Full)
            {
                activity.SetTag(name, Full(value as string, template as string));
            }
            else if (UrlTags.Dropped.Contains(name) || IsHeader(name))
            {
                activity.SetTag(name, null);
            }
            else if (TokenShape.TryRedact(Text(value), out var redacted))
            {
                activity.SetTag(name, redacted);
            }
        }

        if (TokenShape.TryRedact(activity.DisplayName, out var displayName))
        {
            activity.DisplayName = displayName;
        }

        if (TokenShape.TryRedact(activity.StatusDescription, out var description))
        {
            activity.SetStatus(activity.Status, description);
        }

        if (activity.Events.Any(Leaks) || activity.Links.Any(link => link.Tags?.Any(tag => TokenShape.IsIn(Text(tag.Value))) == true))
        {
            // Events and links cannot be changed any more. A gap in a trace is seen and mended; a secret in one is only used.
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    private static bool Leaks(ActivityEvent happening) =>
        TokenShape.IsIn(happening.Name) || happening.Tags.Any(tag => TokenShape.IsIn(Text(tag.Value)));

    private static bool IsHeader(string name) =>
        name.StartsWith("http.request.header.", StringComparison.Ordinal)
        || name.StartsWith("http.response.header.", StringComparison.Ordinal)
        || name.StartsWith("rpc.request.metadata.", StringComparison.Ordinal)
        || name.StartsWith("rpc.response.metadata.", StringComparison.Ordinal);

    private static string? Full(string? url, string? template) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
            ? $"{uri.Scheme}://{uri.Authority}{(template is null ? "" : Rooted(template))}"
            : null;

    private static string Rooted(string template) => template.StartsWith('/') ? template : $"/{template}";

    private static string? Text(object? value) => value switch
    {
        string text => text,
        IEnumerable<string> texts => string.Join(' ', texts),
        _ => null,
    };
}
