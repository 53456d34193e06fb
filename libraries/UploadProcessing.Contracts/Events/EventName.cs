namespace UploadProcessing.Contracts.Events;

/// <summary>What happened to an upload, as a word of the subject <c>uploads.{event}.{uploadid}</c>.</summary>
/// <param name="Value">Lower case, with hyphens.</param>
public readonly record struct EventName(string Value)
{
    /// <summary>The upload is a revision: listed and downloadable (<see cref="Events.UploadReady"/>).</summary>
    public static EventName UploadReady { get; } = new("upload-ready");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
