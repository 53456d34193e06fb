namespace UploadProcessing.Ocdav.Paths;

/// <summary>The address below which spaces are served.</summary>
internal static class SpaceRoutes
{
    public const string Template = "/dav/spaces/{spaceid}/{**path}";

    /// <summary>What can be done there, for <c>Allow</c>.</summary>
    public const string Methods = "OPTIONS, GET, HEAD, PUT, POST, DELETE, PROPFIND, MKCOL";

    /// <summary>What can be done to a folder that exists; to a file too.</summary>
    public const string FolderMethods = "OPTIONS, POST, DELETE, PROPFIND";

    public static RouteHandlerBuilder MapSpace(this IEndpointRouteBuilder routes, string[] methods, Delegate handler) =>
        routes.MapMethods(Template, methods, handler).AddEndpointFilter(new SpacePathFilter());

    /// <summary>Refuses dot segments before routing's idea of the path, from which Kestrel has already removed them, is acted upon.</summary>
    public static void UseDotSegmentRefusal(this IApplicationBuilder app) => app.Use((context, next) =>
        RequestTarget.HasDotSegment(RequestTarget.RawPath(context))
            ? WebDavErrors.Problem(PathError.Name).ExecuteAsync(context)
            : next(context));
}
