namespace UploadProcessing.Ocdav.Paths;

/// <summary>The addresses below which spaces are served: whatever can be done below one can be done below each.</summary>
internal static class SpaceRoutes
{
    /// <summary>What can be done there, for <c>Allow</c>.</summary>
    public const string Methods = "OPTIONS, GET, HEAD, PUT, POST, DELETE, PROPFIND, MKCOL";

    /// <summary>What can be done to a folder that exists; to a file too.</summary>
    public const string FolderMethods = "OPTIONS, POST, DELETE, PROPFIND";

    /// <summary>For what is done to something in a space: the handler finds it in <see cref="SpaceRequest.SpacePath"/>.</summary>
    public static RouteGroupBuilder MapSpace(this IEndpointRouteBuilder routes, string[] methods, Delegate handler)
    {
        var all = routes.MapGroup("");
        foreach (var root in SpaceRoot.All)
        {
            all.MapMethods(root.Template, methods, handler).AddEndpointFilter(new SpacePathFilter(root));
        }

        return all;
    }

    /// <summary>For what is said about the addresses themselves, to whoever asks.</summary>
    public static void MapEveryRoot(this IEndpointRouteBuilder routes, string method, Delegate handler)
    {
        foreach (var root in SpaceRoot.All)
        {
            routes.MapMethods(root.Template, [method], handler).AllowAnonymous();
        }
    }

    /// <summary>Refuses dot segments before routing's idea of the path, from which Kestrel has already removed them, is acted upon.</summary>
    public static void UseDotSegmentRefusal(this IApplicationBuilder app) => app.Use((context, next) =>
        RequestTarget.HasDotSegment(RequestTarget.RawPath(context))
            ? WebDavErrors.Problem(PathError.Name).ExecuteAsync(context)
            : next(context));
}
