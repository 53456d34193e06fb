using Microsoft.AspNetCore.Http.Features;
using UploadProcessing.Contracts;

namespace UploadProcessing.Ocdav.Paths;

/// <summary>Reads the space and path of a request once, before its endpoint, and puts them on the server span.</summary>
internal sealed class SpacePathFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (SpacePath.Parse(RequestTarget.RawPath(http), out var path) is { } error)
        {
            return ValueTask.FromResult<object?>(WebDavErrors.Problem(error));
        }

        http.Features.Set(path);
        http.TagServerSpan(UploadTags.SpaceId, path.Space.ToString());
        http.TagServerSpan(UploadTags.FilePath, path.Relative);
        return next(context);
    }
}

/// <summary>What an endpoint below <c>/dav/spaces/{spaceid}</c> knows about its request.</summary>
internal static class SpaceRequest
{
    public static SpacePath SpacePath(this HttpContext context) => context.Features.GetRequiredFeature<SpacePath>();

    /// <summary>The framework's span of this request, whatever span is current.</summary>
    public static void TagServerSpan(this HttpContext context, string key, string value) =>
        context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag(key, value);
}
