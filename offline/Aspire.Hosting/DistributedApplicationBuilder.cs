using System.Reflection;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly EntryPoint? _entryPoint;

    private DistributedApplicationBuilder(DistributedApplicationOptions options, Assembly appHost, EntryPoint? entryPoint)
    {
        _entryPoint = entryPoint;
        AppHostAssembly = appHost;
        AppHostDirectory = Path.GetDirectoryName(AppHostMetadata.ProjectPath(appHost)) ?? Directory.GetCurrentDirectory();

        _host = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = [.. options.Args ?? [], .. entryPoint?.Args ?? []],
            ApplicationName = appHost.GetName().Name,
            ContentRootPath = AppHostDirectory,
        });

        ExecutionContext = new DistributedApplicationExecutionContext(
            string.Equals(Configuration["AppHost:Operation"] ?? Configuration["operation"], "publish", StringComparison.OrdinalIgnoreCase)
                ? DistributedApplicationOperation.Publish
                : DistributedApplicationOperation.Run);

        AddServices();
    }

    public ConfigurationManager Configuration => _host.Configuration;
    public string AppHostDirectory { get; }
    public Assembly AppHostAssembly { get; }
    public IHostEnvironment Environment => _host.Environment;
    public IServiceCollection Services => _host.Services;
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    internal bool IsTest => _entryPoint is not null;

    public static IDistributedApplicationBuilder Create(DistributedApplicationOptions options)
    {
        var entryPoint = EntryPoint.Current;
        var appHost = entryPoint?.Assembly
            ?? (options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly())
            ?? throw new DistributedApplicationException("The AppHost's assembly is not known; set DistributedApplicationOptions.AssemblyName.");
        return new DistributedApplicationBuilder(options, appHost, entryPoint);
    }

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    /// <summary>Under the testing builder this waits until the test has changed what it wants to and asks for the application.</summary>
    public DistributedApplication Build()
    {
        if (ExecutionContext.IsPublishMode)
        {
            throw new DistributedApplicationException("Publishing needs the Aspire packages: build with UseAspirePackages=true.");
        }

        _entryPoint?.WaitForBuild(this);
        foreach (var resource in Resources.Where(resource => resource is IResourceWithEnvironment))
        {
            Services.AddSingleton(services => ActivatorUtilities.CreateInstance<ResourceRunner>(services, resource));
        }

        var application = new DistributedApplication(_host.Build(), _entryPoint);
        _entryPoint?.SetBuilt(application);
        return application;
    }

    private void AddServices()
    {
        Services.AddHttpClient();
        Services.AddHealthChecks();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(new DistributedApplicationModel(Resources));
        Services.AddSingleton(services => new ResourceNotificationService(services));
        Services.AddSingleton(_ => new ResourceLoggerService());
        Services.AddSingleton(services => new ResourceCommandService(
            Resources, services, services.GetRequiredService<ILogger<ResourceCommandService>>()));
        Services.AddSingleton(new ProjectEnvironment(Environment, AppHostAssembly));
        Services.AddSingleton<CommandFactory>();
        Services.AddSingleton<PortAllocator>();
        Services.AddSingleton<ResourceConsole>();
        Services.AddSingleton<HealthProbe>();
        Services.AddHostedService<Orchestrator>();
        Services.Configure<HostOptions>(host => host.ShutdownTimeout = ChildProcess.GracePeriod + TimeSpan.FromSeconds(5));
        // Every probe of a service that is still starting would be written as an error with a stack trace.
        Services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            .AddFilter("System.Net.Http.HttpClient", LogLevel.Warning));
    }
}

internal sealed class ResourceBuilder<T>(IDistributedApplicationBuilder builder, T resource) : IResourceBuilder<T>
    where T : IResource
{
    public IDistributedApplicationBuilder ApplicationBuilder { get; } = builder;
    public T Resource { get; } = resource;

    public IResourceBuilder<T> WithAnnotation<TAnnotation>(TAnnotation annotation, ResourceAnnotationMutationBehavior behavior)
        where TAnnotation : IResourceAnnotation
    {
        if (behavior == ResourceAnnotationMutationBehavior.Replace)
        {
            foreach (var replaced in Resource.Annotations.OfType<TAnnotation>().ToList())
            {
                Resource.Annotations.Remove(replaced);
            }
        }

        Resource.Annotations.Add(annotation);
        return this;
    }
}
