using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace UploadProcessing.ServiceDefaults;

/// <summary>From the logical target of a transfer token to the address of a configured dataprovider, and to nothing else.</summary>
/// <remarks><c>Transfer:DataProviders</c> lists the logical names (default: <c>dataprovider</c>); service discovery's configuration
/// (<c>services:{name}:http:0</c>) says where they are. A name without an address is its own host name, as service discovery has it
/// where a resolver knows the names (compose, Kubernetes).</remarks>
public sealed class TransferTargets
{
    private readonly Dictionary<string, Uri> _dataProviders;

    /// <summary>Reads the configuration, once.</summary>
    /// <exception cref="InvalidOperationException">A name or an address in it cannot be used.</exception>
    public TransferTargets(IConfiguration configuration)
    {
        var names = configuration.GetSection("Transfer:DataProviders").Get<string[]>() is { Length: > 0 } listed ? listed : ["dataprovider"];
        _dataProviders = names.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(
            name => Uri.CheckHostName(name) == UriHostNameType.Dns ? name : throw Unusable("Transfer:DataProviders", name),
            name => AddressOf(name, configuration),
            StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The concrete address of <paramref name="logical"/> (<c>http://dataprovider/data/simple/{id}</c>); <c>null</c>, and never to be
    /// contacted, when it is anything but a plain http address on a configured name.</summary>
    public Uri? Resolve(Uri logical) =>
        logical is { IsAbsoluteUri: true, IsDefaultPort: true, UserInfo: "", Query: "", Fragment: "" }
        && logical.Scheme == Uri.UriSchemeHttp
        && _dataProviders.TryGetValue(logical.Host, out var address)
            ? new UriBuilder(address) { Path = logical.AbsolutePath }.Uri
            : null;

    private static Uri AddressOf(string name, IConfiguration configuration)
    {
        var key = $"services:{name}:http:0";
        var address = configuration[key] ?? name;
        return Uri.TryCreate(address.Contains("://", StringComparison.Ordinal) ? address : $"http://{address}", UriKind.Absolute, out var uri)
            && uri.Scheme == Uri.UriSchemeHttp
                ? uri
                : throw Unusable(key, address);
    }

    private static InvalidOperationException Unusable(string key, string value) =>
        new($"Configuration '{key}' is '{value}', which is not the name or http address of a dataprovider.");
}

/// <summary>Registers <see cref="TransferTargets"/>.</summary>
public static class TransferTargetsRegistration
{
    /// <summary>Registers the targets that transfers may go to.</summary>
    public static IServiceCollection AddTransferTargets(this IServiceCollection services)
    {
        services.TryAddSingleton<TransferTargets>();
        return services;
    }
}
