using Microsoft.AspNetCore.Http.Features;
using UploadProcessing.Contracts;
using UploadProcessing.ServiceDefaults.Proxies;

namespace UploadProcessing.Ocdav.Paths;

/// <summary>Reads the space and path of a request once, before its endpoint, and puts them on the server span.</summary>
internal sealed class SpacePathFilter(SpaceRoot root) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var segments = RequestTarget.RawPath(http).TrimStart('/').Split('/');
        if (SpacePath.ReadNames(segments.AsSpan(root.Segments), out var names, out var hasTrailingSlash) is { } error)
        {
            return WebDavErrors.Problem(error);
        }

        var (space, refusal) = await http.RequestServices.GetRequiredService<SpaceOfRoot>().FindAsync(root, segments[root.Segments - 1], http);
        if (refusal is not null)
        {
            return refusal;
        }

        var path = new SpacePath(
            $"{http.Request.PublicPath()}/{string.Join('/', segments[..root.Segments])}", space, names, hasTrailingSlash);
        http.Features.Set(path);
        http.TagServerSpan(UploadTags.SpaceId, path.Space.ToString());
        http.TagServerSpan(UploadTags.FilePath, path.Relative);
        return await next(context);
    }
}

/// <summary>What an endpoint below a <see cref="SpaceRoot"/> knows about its request.</summary>
internal static class SpaceRequest
{
    public static SpacePath SpacePath(this HttpContext context) => context.Features.GetRequiredFeature<SpacePath>();

    /// <summary>The framework's span of this request, whatever span is current.</summary>
    public static void TagServerSpan(this HttpContext context, string key, string value) =>
        context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag(key, value);
}
