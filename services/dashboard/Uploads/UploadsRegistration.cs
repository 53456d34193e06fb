namespace UploadProcessing.Dashboard.Uploads;

/// <summary>What pages need to show uploads.</summary>
internal static class UploadsRegistration
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void AddUploads(this IServiceCollection services)
    {
        services.AddHttpClient<AdminUploads>(client => client.Timeout = Patience);
        services.AddSingleton<References>();
    }
}
