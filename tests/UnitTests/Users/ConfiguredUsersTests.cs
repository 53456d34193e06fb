using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using UploadProcessing.ServiceDefaults.Users;

namespace UnitTests.Users;

public sealed class ConfiguredUsersTests
{
    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["Users:0:Name"] = "einstein", ["Users:0:PasswordHash"] = PasswordHashes.Make("relativity") }).Build();

    [Fact]
    public void Users_ChangedWell_AreTheNewOnes()
    {
        using var users = Create();
        _configuration["Users:0:Name"] = "marie";
        _configuration.Reload();

        Assert.Equal(["marie"], users.Current.ByName.Keys);
    }

    [Theory]
    [InlineData("Users:0:PasswordHash", "no hash")]
    [InlineData("Users:1:Name", "einstein")]
    public void Users_ChangedBadly_AreTheOldOnes(string key, string value)
    {
        using var users = Create();
        var hash = users.Current.ByName["einstein"].PasswordHash;
        _configuration[key] = value;
        _configuration.Reload();

        Assert.Equal(hash, users.Current.ByName["einstein"].PasswordHash);
        _configuration["Users:0:PasswordHash"] = hash;
        _configuration["Users:1:Name"] = "marie";
        _configuration["Users:1:PasswordHash"] = hash;
        _configuration.Reload();
        Assert.Equal(2, users.Current.ByName.Count);
    }

    private ConfiguredUsers Create() => new(
        new OptionsFactory<UsersOptions>(
            [new ConfigureNamedOptions<UsersOptions>(Options.DefaultName, options => UsersOptions.Bind(options, _configuration))],
            [], [new UsersValidation(new HostingEnvironment())]),
        _configuration, NullLogger<ConfiguredUsers>.Instance);
}
