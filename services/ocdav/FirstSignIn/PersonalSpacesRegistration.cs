namespace UploadProcessing.Ocdav.FirstSignIn;

internal static class PersonalSpacesRegistration
{
    public static void AddPersonalSpaces(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PersonalSpacesOptions>().BindConfiguration(PersonalSpacesOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<PersonalSpaces>();
    }

    /// <summary>For every request that is signed in: which is somebody's first, and what it is about, nobody knows.</summary>
    public static void UsePersonalSpaces(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.User.Identity is { IsAuthenticated: true }
            && await context.RequestServices.GetRequiredService<PersonalSpaces>().EnsureAsync(context.User, context.RequestAborted) is { } failed)
        {
            await WebDavErrors.Problem(failed, WebDavErrors.StatusCode).ExecuteAsync(context);
            return;
        }

        await next(context);
    });
}
