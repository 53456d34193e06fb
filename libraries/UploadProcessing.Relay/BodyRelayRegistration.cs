using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace UploadProcessing.Relay;

/// <summary>Registers the relay.</summary>
public static class BodyRelayRegistration
{
    /// <summary>The name of the activity source, for who subscribes to sources by name.</summary>
    public const string ActivitySourceName = Telemetry.SourceName;

    /// <summary>Registers <see cref="IBodyRelay"/>, with <see cref="RelayOptions"/> from the configuration section <c>Relay</c>.</summary>
    public static IServiceCollection AddBodyRelay(this IServiceCollection services)
    {
        services.AddOptions<RelayOptions>().BindConfiguration(RelayOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TargetConnectionPool>();
        services.TryAddSingleton<IBodyRelay, SocketBodyRelay>();
        return services;
    }
}
