using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace UploadProcessing.ServiceDefaults.Users;

/// <summary>Registers the configured users, for the services that people sign in at.</summary>
public static class UsersRegistration
{
    /// <summary>Names, passwords and limits; options are read from <c>Users</c> and <c>SignIn</c>.</summary>
    public static IServiceCollection AddConfiguredUsers(this IServiceCollection services)
    {
        services.AddOptions<UsersOptions>().Configure<IConfiguration>(UsersOptions.Bind).ValidateOnStart();
        services.AddSingleton<IValidateOptions<UsersOptions>, UsersValidation>();
        services.AddOptions<SignInOptions>().BindConfiguration(SignInOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<ConfiguredUsers>()
            .AddSingleton<VerifiedPasswords>()
            .AddSingleton<FailedSignIns>()
            .AddSingleton<PasswordSignIn>();
    }
}
