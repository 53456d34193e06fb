using Cs3.Auth.Applications.V1Beta1;
using Cs3.Rpc.V1Beta1;
using Cs3.Types.V1Beta1;
using Microsoft.AspNetCore.Mvc;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Storage;
using UploadProcessing.ServiceDefaults.Proxies;

namespace UploadProcessing.Ocdav.AppPasswords;

/// <summary><c>POST /app-passwords</c>: makes one and shows it, once.</summary>
internal static class CreateAppPassword
{
    private const int LargestBody = 4096;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("", HandleAsync).WithMetadata(new RequestSizeLimitAttribute(LargestBody));

    private static async Task<IResult> HandleAsync(Wanted wanted, HttpContext context, StorageProvider storage)
    {
        var request = new GenerateAppPasswordRequest { Label = wanted.Label ?? "" };
        if (wanted.Expires is { } expires)
        {
            if (expires < DateTimeOffset.UnixEpoch)
            {
                return WebDavErrors.BadRequest("The app password would have expired already.");
            }

            request.Expiration = new Timestamp { Seconds = (ulong)expires.ToUnixTimeSeconds() };
        }

        var answer = await storage.GenerateAppPasswordAsync(request, context.User.Id(), context.RequestAborted);
        if (answer.Status?.Code is not Code.Ok)
        {
            return WebDavErrors.Problem(answer.Status, WebDavErrors.StatusCode);
        }

        var made = AppPasswordRoutes.Describe(answer.AppPassword);
        return TypedResults.Created(
            $"{context.Request.PublicPath()}{AppPasswordRoutes.Root}/{made.Id}",
            new Made(made.Id, made.Label, answer.AppPassword.Password, made.Created, made.Expires));
    }

    private sealed record Wanted(string? Label, DateTimeOffset? Expires);

    private sealed record Made(string Id, string Label, string Password, DateTimeOffset? Created, DateTimeOffset? Expires)
    {
        // Records print their members; this one must not reach a log by accident.
        public override string ToString() => $"(app password {Id})";
    }
}
