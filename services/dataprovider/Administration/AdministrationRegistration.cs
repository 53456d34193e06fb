namespace UploadProcessing.DataProvider.Administration;

internal static class AdministrationRegistration
{
    public static void AddAdministration(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<AdministrationOptions>().BindConfiguration(AdministrationOptions.SectionName).ValidateDataAnnotations()
            .Validate(options => options.Port is null || options.Token is { Length: > 0 }, "Administration:Port needs Administration:Token. Make one: openssl rand -hex 32")
            .ValidateOnStart();
        services.AddSingleton<AdminUploads>();
        services.AddSingleton<Interventions>();
        services.AddSingleton<OverdueUploads>();
        services.AddHostedService(provider => provider.GetRequiredService<OverdueUploads>());
        services.AddHealthChecks().AddCheck<OverdueUploads>("processing-overdue");
        services.AddSingleton<AdminServer>();
        services.AddHostedService(provider => provider.GetRequiredService<AdminServer>());
    }
}
