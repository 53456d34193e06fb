namespace UploadProcessing.Ocdav;

/// <summary>Problem details for what no endpoint answered: unknown addresses and methods, requests Kestrel refuses, bugs.</summary>
internal static class Problems
{
    public static void AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(problems =>
            problems.CustomizeProblemDetails = context => context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
            {
                StatusCodes.Status404NotFound => "Nothing is served at this address; spaces are below /dav/spaces/{spaceid}, your own files below /dav/files/{user}.",
                StatusCodes.Status405MethodNotAllowed => "This address does not know the method; Allow lists those it knows.",
                _ => null,
            });
    }

    public static void UseProblems(this WebApplication app) => app.UseStatusCodePages();
}
