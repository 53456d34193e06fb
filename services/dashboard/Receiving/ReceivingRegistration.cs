using Microsoft.AspNetCore.Authentication;
using UploadProcessing.Dashboard.Telemetry;

namespace UploadProcessing.Dashboard.Receiving;

/// <summary>OTLP by gRPC and by HTTP, both with the key.</summary>
internal static class ReceivingRegistration
{
    private const int LargestMessage = 16 << 20;

    public static void AddReceiving(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TelemetryStore>();
        services.AddSingleton<Translation>();
        services.AddRequestDecompression();
        services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = LargestMessage);
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, OtlpAuthentication>(OtlpAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(
            OtlpAuthentication.Policy, policy => policy.AddAuthenticationSchemes(OtlpAuthentication.SchemeName).RequireAuthenticatedUser());
    }

    public static void MapReceiving(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/v1"), branch => branch.UseRequestDecompression());
        app.MapOtlpHttp();
        app.MapGrpcService<OtlpTraces>().RequireAuthorization(OtlpAuthentication.Policy);
        app.MapGrpcService<OtlpLogs>().RequireAuthorization(OtlpAuthentication.Policy);
        app.MapGrpcService<OtlpMetrics>().RequireAuthorization(OtlpAuthentication.Policy);
    }
}
