using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace UploadProcessing.ServiceDefaults.Kestrel;

/// <summary>Changes requests before the framework sees them: it begins a request's span, and chooses its endpoint, before any middleware runs.</summary>
public static class RequestPreparation
{
    /// <summary>Runs <paramref name="prepare"/> on every request, first of all.</summary>
    public static IServiceCollection PrepareRequests(this IServiceCollection services, Action<IFeatureCollection> prepare)
    {
        var server = services.Last(service => service.ServiceType == typeof(IServer));
        services.Remove(server);
        return services.AddSingleton<IServer>(provider =>
        {
            var inner = server.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, server.ImplementationType!);
            return new PreparingServer((IServer)inner, prepare);
        });
    }

    private sealed class PreparingServer(IServer inner, Action<IFeatureCollection> prepare) : IServer
    {
        public IFeatureCollection Features => inner.Features;

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => inner.StartAsync(new PreparingApplication<TContext>(application, prepare), cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

        public void Dispose() => inner.Dispose();
    }

    private sealed class PreparingApplication<TContext>(IHttpApplication<TContext> framework, Action<IFeatureCollection> prepare)
        : IHttpApplication<TContext>
        where TContext : notnull
    {
        public TContext CreateContext(IFeatureCollection contextFeatures)
        {
            prepare(contextFeatures);
            return framework.CreateContext(contextFeatures);
        }

        public Task ProcessRequestAsync(TContext context) => framework.ProcessRequestAsync(context);

        public void DisposeContext(TContext context, Exception? exception) => framework.DisposeContext(context, exception);
    }
}
