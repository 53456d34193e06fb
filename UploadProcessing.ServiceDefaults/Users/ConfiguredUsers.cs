using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace UploadProcessing.ServiceDefaults.Users;

/// <summary>The users as the configuration has them now, or last had them without a mistake: a bad edit must not lock everybody out.</summary>
public sealed class ConfiguredUsers : IDisposable
{
    private readonly IOptionsFactory<UsersOptions> _factory;
    private readonly ILogger<ConfiguredUsers> _logger;
    private readonly IDisposable _changes;
    private volatile UsersOptions _current;

    public ConfiguredUsers(IOptionsFactory<UsersOptions> factory, IConfiguration configuration, ILogger<ConfiguredUsers> logger)
    {
        _factory = factory;
        _logger = logger;
        _current = factory.Create(Options.DefaultName);
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    /// <summary>A changed password hash in a configuration file counts from the next request on.</summary>
    public UsersOptions Current => _current;

    public void Dispose() => _changes.Dispose();

    private void Reload()
    {
        try
        {
            _current = _factory.Create(Options.DefaultName);
        }
        catch (OptionsValidationException exception)
        {
            _logger.UsersKept(string.Join(' ', exception.Failures));
        }
    }
}
