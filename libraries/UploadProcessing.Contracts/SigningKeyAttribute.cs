using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Contracts;

/// <summary>Refuses at start a signing key that somebody else could know or guess; for one key or a list of them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SigningKeyAttribute : ValidationAttribute
{
    // 32 characters of hexadecimal digits are 128 random bits; random ones have about 14 different digits among them.
    private const int ShortestKey = 32;
    private const int FewestDifferent = 8;

    private static readonly string[] Placeholders = ["development", "changeme", "change-me", "change_me", "change me", "example", "placeholder"];

    /// <summary>Why <paramref name="key"/> is no secret, as a sentence that never quotes it; null when it may be one.</summary>
    public static string? Problem(string key) => key switch
    {
        { Length: < ShortestKey } => $"it is shorter than {ShortestKey} characters",
        _ when key.Distinct().Count() < FewestDifferent || IsRepeated(key) => "it repeats itself",
        _ when Placeholders.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase)) => "it is a placeholder",
        _ => null,
    };

    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var keys = value switch { string key => [key], IEnumerable<string> several => several, _ => [] };
        return keys.Select(Problem).FirstOrDefault(problem => problem is not null) is { } found
            ? new ValidationResult($"{validationContext.DisplayName} cannot be used, because {found}. Make a random one: openssl rand -hex 32")
            : ValidationResult.Success;
    }

    // A text is made of a shorter one exactly when it occurs in two of itself elsewhere than at the ends.
    private static bool IsRepeated(string key) => string.Concat(key, key).IndexOf(key, 1, StringComparison.Ordinal) < key.Length;
}
