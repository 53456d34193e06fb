namespace UploadProcessing.Storage.Rescans;

/// <summary>Names one rescan.</summary>
/// <param name="Value">The id; written in lower case with hyphens.</param>
public readonly record struct RescanId(Guid Value)
{
    /// <summary>A new id; later ones sort later.</summary>
    public static RescanId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
