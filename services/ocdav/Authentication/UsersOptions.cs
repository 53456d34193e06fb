using Microsoft.Extensions.Options;

namespace UploadProcessing.Ocdav.Authentication;

/// <summary>One configured user.</summary>
internal sealed class UserEntry
{
    /// <summary>What is typed to sign in, and the user's id everywhere; no colon, compared byte by byte.</summary>
    public string Name { get; set; } = "";

    /// <summary>What others see; the name when empty.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>As <c>ocdav hash-password</c> prints it.</summary>
    public string PasswordHash { get; set; } = "";
}

/// <summary>The users, from the configuration section <c>Users</c>: <c>Users:0:Name</c>, …</summary>
internal sealed class UsersOptions
{
    public const string SectionName = "Users";

    public const int MaxNameLength = 255;

    public Dictionary<string, UserEntry> ByName { get; } = new(StringComparer.Ordinal);

    public static void Bind(UsersOptions options, IConfiguration configuration)
    {
        foreach (var entry in configuration.GetSection(SectionName).Get<UserEntry[]>() ?? [])
        {
            if (!options.ByName.TryAdd(entry.Name, entry))
            {
                throw new OptionsValidationException(SectionName, typeof(UsersOptions), [$"There are two users named '{entry.Name}'."]);
            }
        }
    }
}

/// <summary>Refuses at start what could never sign in.</summary>
internal sealed class UsersValidation : IValidateOptions<UsersOptions>
{
    public ValidateOptionsResult Validate(string? name, UsersOptions options)
    {
        foreach (var user in options.ByName.Values)
        {
            // "A user-id containing a colon character is invalid" (RFC 7617, 2).
            if (user.Name.Length is 0 or > UsersOptions.MaxNameLength || user.Name.Contains(':', StringComparison.Ordinal))
            {
                return ValidateOptionsResult.Fail($"'{user.Name}' cannot be a user's name: 1 to 255 characters, no colon.");
            }

            if (!PasswordHashes.IsHash(user.PasswordHash))
            {
                return ValidateOptionsResult.Fail($"The password hash of user '{user.Name}' is not one that 'ocdav hash-password' makes.");
            }
        }

        return ValidateOptionsResult.Success;
    }
}
