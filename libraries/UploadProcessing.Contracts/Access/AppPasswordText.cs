using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace UploadProcessing.Contracts.Access;

/// <summary>An app password as its user sees it once: <c>app_{id}_{secret}</c>. The id finds it, the secret proves it.</summary>
/// <remarks>32 letters of an alphabet of 32 are 160 random bits: nobody guesses them, however fast the hash that is kept of them is.</remarks>
/// <param name="Id">What is no secret.</param>
/// <param name="Secret">What is.</param>
public readonly record struct AppPasswordText(AppPasswordId Id, string Secret)
{
    private const string Prefix = "app_";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int IdLength = 12;
    private const int SecretLength = 32;

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>The whole password; a secret.</summary>
    public string Reveal() => $"{Prefix}{Id}_{Secret}";

    /// <summary>A new one.</summary>
    public static AppPasswordText New() => new(
        new AppPasswordId(RandomNumberGenerator.GetString(Alphabet, IdLength)), RandomNumberGenerator.GetString(Alphabet, SecretLength));

    /// <summary>Reads a password that has the shape of one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AppPasswordText password)
    {
        password = default;
        if (text?.Length != Prefix.Length + IdLength + 1 + SecretLength || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text[Prefix.Length + IdLength] != '_')
        {
            return false;
        }

        var (id, secret) = (text.Substring(Prefix.Length, IdLength), text[^SecretLength..]);
        password = new(new AppPasswordId(id), secret);
        return !id.AsSpan().ContainsAnyExcept(Letters) && !secret.AsSpan().ContainsAnyExcept(Letters);
    }

    /// <summary>Reads the id of an app password from itself or from the whole password.</summary>
    public static AppPasswordId? ReadId(string text) =>
        TryParse(text, out var password) ? password.Id
        : text.Length == IdLength && !text.AsSpan().ContainsAnyExcept(Letters) ? new AppPasswordId(text)
        : null;

    // Records print their members; this one must not reach a log by accident.
    /// <inheritdoc/>
    public override string ToString() => "(app password)";
}
