using Microsoft.Extensions.Options;

namespace UploadProcessing.ServiceDefaults.Users;

/// <summary>Remembers for minutes which password matched which hash, because finding out costs 0.2 s and clients send it with every request.</summary>
/// <remarks>The stored hash is part of what is remembered, so a new password makes the old entry unfindable.</remarks>
public sealed class VerifiedPasswords(IOptions<SignInOptions> options, TimeProvider time)
{
    private readonly RememberedDigests _remembered = new(time);

    /// <summary>Whether it is remembered, which a use renews: who is at work is not verified again, and so not refused for the failures of
    /// somebody else behind the same address.</summary>
    public bool Contains(UserEntry user, string password) => _remembered.Contains(Text(user, password), options.Value.RememberFor);

    public void Add(UserEntry user, string password) => _remembered.Add(Text(user, password), options.Value.RememberFor);

    // Base64 first and the name with its length: no two combinations read the same.
    private static string Text(UserEntry user, string password) => $"{user.PasswordHash}\0{user.Name.Length}\0{user.Name}\0{password}";
}
