namespace UploadProcessing.Contracts.Access;

/// <summary>Names one app password; it is the part of it that is no secret.</summary>
/// <param name="Value">12 lower-case letters and digits.</param>
public readonly record struct AppPasswordId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
