using Microsoft.AspNetCore.Http.HttpResults;
using UploadProcessing.Ocdav.Paths;
using UploadProcessing.Tus;

namespace UploadProcessing.Ocdav;

/// <summary><c>OPTIONS</c>: what is served below a space (RFC 4918, 10.1). Open to all: browsers ask without credentials.</summary>
internal static class DavOptions
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapEveryRoot(HttpMethods.Options, Answer);

    private static NoContent Answer(HttpResponse response, TusCapabilities capabilities)
    {
        foreach (var (name, value) in TusAnswer.Options(capabilities))
        {
            response.Headers[name] = value;
        }

        response.Headers["DAV"] = "1";
        response.Headers.Allow = SpaceRoutes.Methods;
        // Without it, Windows looks for FrontPage extensions first.
        response.Headers["MS-Author-Via"] = "DAV";
        return TypedResults.NoContent();
    }
}
