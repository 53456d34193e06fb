namespace UploadProcessing.Contracts;

/// <summary>Names one user, as the identity provider does (CS3's <c>opaque_id</c>); compared byte by byte.</summary>
/// <param name="Value">1 to 255 characters.</param>
public readonly record struct UserId(string Value)
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 255;

    /// <summary>Why <paramref name="name"/> cannot name a user, wherever it comes from; null when it can.</summary>
    public static string? Problem(string name) => name switch
    {
        "" => "A user's name is empty.",
        { Length: > MaxLength } => $"A user's name is longer than {MaxLength} characters.",
        // They would travel into headers and logs.
        _ when name.Any(char.IsControl) => "A user's name contains a control character.",
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => Value;
}
