using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace UploadProcessing.ServiceDefaults.Users;

/// <summary>Refuses at start what could never sign in, and outside Development those who everybody could sign in as.</summary>
public sealed class UsersValidation(IHostEnvironment environment) : IValidateOptions<UsersOptions>
{
    public ValidateOptionsResult Validate(string? name, UsersOptions options) =>
        options.ByName.Values.Select(Problem).FirstOrDefault(problem => problem is not null) is { } found
            ? ValidateOptionsResult.Fail(found)
            : ValidateOptionsResult.Success;

    private string? Problem(UserEntry user) => user switch
    {
        _ when UserNames.Problem(user.Name) is { } problem => $"'{user.Name}' cannot be a user's name. {problem}",
        _ when !PasswordHashes.IsHash(user.PasswordHash) =>
            $"The password hash of user '{user.Name}' is not one that 'ocdav hash-password' makes.",
        _ when !environment.IsDevelopment() && DevelopmentPasswords.Contains(user.PasswordHash) =>
            $"User '{user.Name}' has a password that is known to everybody: it is one of the development users. "
            + "Remove the user, or give it a password of its own with 'ocdav hash-password'.",
        _ => null,
    };
}
