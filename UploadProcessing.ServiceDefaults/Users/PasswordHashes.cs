using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace UploadProcessing.ServiceDefaults.Users;

/// <summary>Makes and checks password hashes: ASP.NET Core Identity's version 3, PBKDF2 with HMAC-SHA512.</summary>
public static class PasswordHashes
{
    // OWASP's figure for this function; about 0.2 s of one core. It is written into each hash, so it can be raised for new ones.
    private const int Iterations = 210_000;

    private const byte Version3 = 0x01;
    private const int Version3HeaderBytes = 13;

    private static readonly PasswordHasher<string> Hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    public static string Make(string password) => Hasher.HashPassword("", password);

    public static bool Verify(string hash, string password) =>
        Hasher.VerifyHashedPassword("", hash, password) is not PasswordVerificationResult.Failed;

    public static bool IsHash(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > Version3HeaderBytes && bytes[0] == Version3;
    }
}
