using UploadProcessing.Contracts.Transfer;

namespace UploadProcessing.DataProvider.Transfer;

internal static class TransferRegistration
{
    public static IServiceCollection AddTransferTokens(this IServiceCollection services)
    {
        services.AddOptions<TransferOptions>().BindConfiguration(TransferOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<TransferTokens>().AddSingleton<TransferAuthorization>();
    }
}
