namespace UploadProcessing.Contracts;

/// <summary>Names one user, as the identity provider does (CS3's <c>opaque_id</c>); compared byte by byte.</summary>
/// <param name="Value">1 to 255 characters.</param>
public readonly record struct UserId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
