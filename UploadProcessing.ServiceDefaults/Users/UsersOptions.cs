using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace UploadProcessing.ServiceDefaults.Users;

/// <summary>One configured user.</summary>
public sealed class UserEntry
{
    /// <summary>What is typed to sign in, and the user's id everywhere; no colon, compared byte by byte.</summary>
    public string Name { get; set; } = "";

    /// <summary>What others see; the name when empty.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>As <c>ocdav hash-password</c> prints it.</summary>
    public string PasswordHash { get; set; } = "";
}

/// <summary>The users, from the configuration section <c>Users</c>: <c>Users:0:Name</c>, …</summary>
public sealed class UsersOptions
{
    public const string SectionName = "Users";

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
