namespace UploadProcessing.DataProvider.Progress;

internal static class ProgressRegistration
{
    // Below what proxies let a silent connection live.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    public static void AddProgress(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ProgressOptions>().BindConfiguration(ProgressOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ProgressAddress>();
        services.AddSingleton<ProgressReader>();
        services.AddSingleton<ProgressFeeds>();
        services.AddSingleton<ProgressRounds>();
        services.AddHostedService(provider => provider.GetRequiredService<ProgressRounds>());
        services.AddSingleton<ProgressDocument>();
        services.AddSingleton<ProgressEvents>();
        services.AddSingleton<ProgressSocket>();
        services.Configure<WebSocketOptions>(options => options.KeepAliveInterval = KeepAlive);
    }

    public static void MapProgress(this WebApplication app)
    {
        app.UseWebSockets();
        app.MapGetProgress();
    }
}
